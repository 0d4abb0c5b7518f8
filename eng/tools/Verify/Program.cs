using System.Text;
using Microsoft.ML.Reasoning.Verify;

// Verify [FILE], or Verify --fuzz COUNT [SEED]
// Reads JSON Lines, writes a verdict a row in the same order. Exit code 0: every row was read; 1: some were not (each is named
// on the standard error and answered with a row whose reason says so); 2: wrong arguments or no such file.
if (args is ["--fuzz", var number, ..] && int.TryParse(number, out int count) && count > 0)
{
    FuzzReport report = FuzzReport.Run(count, args.Length > 2 && int.TryParse(args[2], out int seed) ? seed : 1);
    foreach (string line in report.Crashes.Concat(report.Asymmetries))
        Console.WriteLine(line);
    Console.WriteLine($"the slowest pair: {report.Slowest}");
    Console.WriteLine($"verify fuzz pairs: {report.Count}");
    Console.WriteLine($"verify fuzz equal: {report.Equal}");
    Console.WriteLine($"verify fuzz compared both ways: {report.ComparedBothWays}");
    Console.WriteLine($"verify fuzz crashes: {report.Crashes.Count}");
    Console.WriteLine($"verify fuzz asymmetries: {report.Asymmetries.Count}");
    Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"verify fuzz slowest in ms: {report.SlowestMilliseconds:0.##}"));
    return report.Crashes.Count + report.Asymmetries.Count == 0 ? 0 : 1;
}
if (args.Length > 1)
{
    Console.Error.WriteLine("usage: Verify [FILE] | --fuzz COUNT [SEED]");
    return 2;
}
if (args is [var path] && path != "-" && !File.Exists(path))
{
    Console.Error.WriteLine($"there is no file '{path}'");
    return 2;
}
using Stream input = args is [var file] && file != "-" ? File.OpenRead(file) : Console.OpenStandardInput();
using var reader = new StreamReader(input, new UTF8Encoding(false));
using Stream output = Console.OpenStandardOutput();
int lineNumber = 0, rows = 0, correct = 0, unread = 0;
while (reader.ReadLine() is { } text)
{
    lineNumber++;
    if (string.IsNullOrWhiteSpace(text))
        continue;
    rows++;
    Verdict verdict = VerdictRow.Judge(text, out string? error);
    if (error is not null)
    {
        unread++;
        Console.Error.WriteLine($"line {lineNumber}: {error}");
    }
    correct += verdict.Correct ? 1 : 0;
    verdict.Write(output);
}
output.Flush();
Console.Error.WriteLine($"{rows} rows, {correct} correct" + (unread > 0 ? $", {unread} unreadable" : ""));
return unread == 0 ? 0 : 1;

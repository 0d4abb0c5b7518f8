using System.Text;
using Microsoft.ML.Reasoning.Verify;

// Verify [FILE]
// Reads JSON Lines, writes a verdict a row in the same order. Exit code 0: every row was read; 1: some were not (each is named
// on the standard error and answered with a row whose reason says so); 2: wrong arguments or no such file.
if (args.Length > 1)
{
    Console.Error.WriteLine("usage: Verify [FILE]");
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
int line = 0, rows = 0, correct = 0, unread = 0;
while (reader.ReadLine() is { } text)
{
    line++;
    if (string.IsNullOrWhiteSpace(text))
        continue;
    rows++;
    Verdict verdict = VerdictRow.Judge(text, out string? error);
    if (error is not null)
    {
        unread++;
        Console.Error.WriteLine($"line {line}: {error}");
    }
    correct += verdict.Correct ? 1 : 0;
    verdict.Write(output);
}
output.Flush();
Console.Error.WriteLine($"{rows} rows, {correct} correct" + (unread > 0 ? $", {unread} unreadable" : ""));
return unread == 0 ? 0 : 1;

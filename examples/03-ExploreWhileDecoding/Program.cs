using System.CommandLine;
using System.Globalization;
using ExploreWhileDecoding;
using Microsoft.ML;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Verification;

var modelOption = new Option<string>("--model")
{
    Description = "A Hugging Face model directory.", DefaultValueFactory = _ => Path.Combine(RepositoryFiles.Examples, "models", "tiny-reasoner"),
};
var problemsOption = new Option<string>("--problems")
{
    Description = "A file of problems.", DefaultValueFactory = _ => Path.Combine(RepositoryFiles.Examples, "data", "tiny-problems.jsonl"),
};
var limitOption = new Option<int>("--limit") { Description = "Only the first so many problems.", DefaultValueFactory = _ => 100 };
var samplesOption = new Option<int>("--samples") { Description = "Answers to each problem.", DefaultValueFactory = _ => 16 };
var tokensOption = new Option<int>("--max-tokens") { Description = "The most tokens of an answer.", DefaultValueFactory = _ => 160 };
var temperaturesOption = new Option<float[]>("--temperatures")
{
    Description = "The temperatures.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [0.6f, 1, 1.4f],
};
var thinkEndOption = new Option<string>("--think-end") { Description = "The text that ends the thinking.", DefaultValueFactory = _ => "####" };
var outputOption = new Option<string>("--output") { Description = "The folder of table and figure.", DefaultValueFactory = _ => "." };
var command = new RootCommand("Compares latent exploration with the strategies it is measured against.")
{
    modelOption, problemsOption, limitOption, samplesOption, tokensOption, temperaturesOption, thinkEndOption, outputOption,
};
command.SetAction(arguments =>
{
    var ml = new MLContext(seed: 1);
    using CausalLanguageModel model = ml.Reasoning().LoadModel(arguments.GetValue(modelOption)!);
    IDataView problems = ml.Data.TakeRows(ml.Reasoning().LoadProblems(arguments.GetValue(problemsOption)!), arguments.GetValue(limitOption));
    IDataView prompts = ml.Reasoning().ApplyChatTemplate("Prompt", model, "Question").Fit(problems).Transform(problems);
    string thinkEnd = arguments.GetValue(thinkEndOption)!;
    StrategyComparison comparison = ml.Reasoning().Compare(prompts, model, Strategies.All(model, thinkEnd), new StrategyComparisonOptions
    {
        Temperatures = arguments.GetValue(temperaturesOption)!,
        SamplesPerPrompt = arguments.GetValue(samplesOption),
        MaxNewTokens = arguments.GetValue(tokensOption),
        ThinkEndText = thinkEnd,
        Seed = 1,
        Progress = new Progress(),
    });

    string folder = Path.GetFullPath(arguments.GetValue(outputOption)!);
    Directory.CreateDirectory(folder);
    File.WriteAllText(Path.Combine(folder, "strategies.md"), comparison.ToString());
    File.WriteAllText(Path.Combine(folder, "pass-at-k.svg"), comparison.ToSvg());
    Console.WriteLine(comparison);
    foreach (ComparisonEntry entry in comparison.Entries.Where(entry => entry.Exploration is not null))
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entry.Name} at temperature {entry.Temperature}: {entry.Exploration}"));
    Console.WriteLine($"table and figure: {folder}");
    int most = arguments.GetValue(samplesOption);
    Console.WriteLine($"LED against plain sampling, mean over the temperatures: {Verdict(1)}; {Verdict(most)}");

    string Verdict(int k)
    {
        ConfidenceInterval difference = comparison.Difference(Strategies.Led, k);
        string outcome = difference.Lower > 0 ? "ahead" : difference.Upper < 0 ? "behind" : "neither ahead nor behind";
        return string.Create(CultureInfo.InvariantCulture,
            $"pass@{k} {100 * difference.Estimate:+0.0;-0.0;0.0} points [{100 * difference.Lower:+0.0;-0.0;0.0}, {100 * difference.Upper:+0.0;-0.0;0.0}], {outcome}");
    }
});
return command.Parse(args).Invoke();

using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Verification;
using Quickstart;

var modelOption = new Option<string>("--model")
{
    Description = "A Hugging Face model directory.", DefaultValueFactory = _ => Path.Combine(RepositoryFiles.Examples, "models", "tiny-reasoner"),
};
var problemsOption = new Option<string>("--problems")
{
    Description = "A file of problems (JSONL or a JSON array).", DefaultValueFactory = _ => Path.Combine(RepositoryFiles.Examples, "data", "tiny-problems.jsonl"),
};
var limitOption = new Option<int>("--limit") { Description = "Only the first so many problems.", DefaultValueFactory = _ => 200 };
var samplesOption = new Option<int>("--samples") { Description = "Answers to each problem.", DefaultValueFactory = _ => 16 };
var temperatureOption = new Option<float>("--temperature") { Description = "The sampling temperature; 0 is greedy.", DefaultValueFactory = _ => 1 };
var tokensOption = new Option<int>("--max-tokens") { Description = "The most tokens of an answer.", DefaultValueFactory = _ => 256 };
var seedOption = new Option<ulong>("--seed") { Description = "The seed of the samples.", DefaultValueFactory = _ => 1 };
var outputOption = new Option<string>("--output") { Description = "Where every sample goes (JSONL).", DefaultValueFactory = _ => "samples.jsonl" };
var command = new RootCommand("Answers a file of problems several times each, checks the answers, prints pass@k.")
{
    modelOption, problemsOption, limitOption, samplesOption, temperatureOption, tokensOption, seedOption, outputOption,
};
command.SetAction(arguments =>
{
    try
    {
        Run(arguments);
        return 0;
    }
    catch (Exception error) when (error is IOException or FormatException or ArgumentException or InvalidOperationException or NotSupportedException or UnauthorizedAccessException)
    {
        // ML.NET's cache fills on a thread of its own and hands on what went wrong there as the inner exception.
        Console.Error.WriteLine($"error: {error.GetBaseException().Message}");
        return 1;
    }
});
return command.Parse(args).Invoke();

void Run(ParseResult arguments)
{
    int samples = Positive(arguments.GetValue(samplesOption), samplesOption.Name);
    string path = Path.GetFullPath(arguments.GetValue(outputOption)!);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!); // before the model has worked for nothing
    var ml = new MLContext(seed: 1);
    using CausalLanguageModel model = ml.Reasoning().LoadModel(arguments.GetValue(modelOption)!);
    IDataView problems = ml.Data.TakeRows(ml.Reasoning().LoadProblems(arguments.GetValue(problemsOption)!),
        Positive(arguments.GetValue(limitOption), limitOption.Name));
    var meter = new GenerationMeter();
    var pipeline = ml.Reasoning().ApplyChatTemplate("Prompt", model, "Question")
        .Append(ml.Reasoning().Generate("Responses", model, "Prompt", new GenerateEstimator.Options
        {
            SamplesPerPrompt = samples, MaxNewTokens = arguments.GetValue(tokensOption), Temperature = arguments.GetValue(temperatureOption),
            LongPrompts = LongPromptHandling.Skip, Seed = arguments.GetValue(seedOption), Progress = meter,
        }))
        .Append(ml.Reasoning().VerifyAnswers("Correct", "Responses", "Answer"));

    // Views are lazy: without the cache every pass below would run the model again.
    IDataView answered = ml.Data.Cache(pipeline.Fit(problems).Transform(problems));
    ml.Reasoning().SaveSamples(answered, path);
    int[] ks = [.. new[] { 1, 4, 16 }.Where(k => k < samples), samples];
    PassAtKMetrics? metrics = answered.GetColumn<string>("Answer").Any(answer => answer.Length > 0)
        ? ml.Reasoning().Evaluate(answered, ks: ks) : null;

    if (metrics is null)
        Console.WriteLine("No problem has an answer to compare with: nothing to score.");
    else
        Report.Table(metrics, model.Configuration.ContextLength);
    foreach (AnsweredProblem row in ml.Data.CreateEnumerable<AnsweredProblem>(answered, reuseRowObject: false, ignoreMissingColumns: true).Take(3))
        Report.Sample(row, sample: 0);
    Console.WriteLine();
    if (meter.Last is { } progress)
        Report.Result("tokens per second", progress.TokensPerSecond);
    Console.WriteLine($"samples: {path}");
    foreach ((int k, ConfidenceInterval value) in metrics?.PassAtK ?? new Dictionary<int, ConfidenceInterval>())
        Report.Result($"pass@{k}", 100 * value.Estimate);
}

static int Positive(int value, string name) => value > 0 ? value : throw new ArgumentException($"{name} is {value}, expected at least 1.");

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;
using TorchSharp;
using TrainTinyReasoner;
using TrainTinyReasoner.Problems;

var task = new Option<string>("--task") { DefaultValueFactory = _ => TaskNames.Arithmetic, Description = "arithmetic or ordering. It decides what the options below are where they are not given." };
task.AcceptOnlyFromAmong(TaskNames.All);
var output = new Option<DirectoryInfo>("--output") { Description = "Where the model goes, as a Hugging Face directory.", Required = true };
var problemFile = new Option<FileInfo?>("--problems") { Description = "Where the held-out problems go. Default: beside the model, its name and -problems.jsonl." };
var checkpoints = new Option<DirectoryInfo?>("--checkpoints") { Description = "Where to keep checkpoints; a run that finds one there goes on from it." };
var seed = new Option<ulong?>("--seed") { Description = "The seed of data, weights and order." + Defaults(recipe => recipe.Seed) };
var count = new Option<int?>("--count") { Description = "How many problems to learn from." + Defaults(recipe => recipe.Problems) };
var sums = new Option<double?>("--sums") { Description = "How many bare sums to learn from for each problem." + Defaults(recipe => recipe.SumsPerProblem) };
var slips = new Option<double?>("--slips") { Description = "Which share of the worked steps is wrong." + Defaults(recipe => recipe.SlipShare) };
var batch = new Option<int?>("--batch") { Description = "How many examples a step takes." + Defaults(recipe => recipe.BatchSize) };
var rate = new Option<double?>("--rate") { Description = "The highest learning rate." + Defaults(recipe => recipe.LearningRate) };
var layers = new Option<int?>("--layers") { Description = "How many layers." + Defaults(recipe => recipe.Layers) };
var heldOut = new Option<int?>("--held-out") { Description = "How many problems to hold out." + Defaults(recipe => recipe.HeldOutProblems) };
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1, Description = "How many threads torch may use. The weights depend on it, in the last digits." };
var command = new RootCommand("Makes a small reasoning model from nothing: tokenizer, data, training, evaluation.")
{
    task, output, problemFile, checkpoints, seed, count, sums, slips, batch, rate, layers, heldOut, threads,
};
command.SetAction(arguments =>
{
    Recipe recipe = Recipe.Of(arguments.GetValue(task)!);
    recipe = recipe with
    {
        Seed = arguments.GetValue(seed) ?? recipe.Seed, Problems = arguments.GetValue(count) ?? recipe.Problems,
        SumsPerProblem = arguments.GetValue(sums) ?? recipe.SumsPerProblem, SlipShare = arguments.GetValue(slips) ?? recipe.SlipShare,
        BatchSize = arguments.GetValue(batch) ?? recipe.BatchSize, LearningRate = arguments.GetValue(rate) ?? recipe.LearningRate,
        Layers = arguments.GetValue(layers) ?? recipe.Layers, HeldOutProblems = arguments.GetValue(heldOut) ?? recipe.HeldOutProblems,
    };
    torch.set_num_threads(arguments.GetValue(threads));
    string directory = arguments.GetValue(output)!.FullName;
    string problems = arguments.GetValue(problemFile)?.FullName ?? directory.TrimEnd('/') + "-problems.jsonl";
    Directory.CreateDirectory(Path.GetDirectoryName(problems)!);
    ProblemFileWriter.Write(problems, TaskNames.Problems(recipe.Task, recipe.Seed, heldOut: true).Take(recipe.HeldOutProblems));
    var ml = new MLContext(seed: 1);
    Train(ml, recipe, directory, arguments.GetValue(checkpoints)?.FullName);
    PassAtKMetrics metrics = Evaluation.Run(ml, directory, problems);
    Console.WriteLine(metrics);
    Print("tokens per answer", metrics.MeanTokens);
    Print("pass@1", 100 * metrics.PassAtK[1].Estimate);
    Print("pass@16", 100 * metrics.PassAtK[16].Estimate);
});
return command.Parse(args).Invoke();

static string Defaults(Func<Recipe, object> value) => string.Create(CultureInfo.InvariantCulture,
    $" Default: {string.Join(", ", TaskNames.All.Select(name => $"{value(Recipe.Of(name))} ({name})"))}.");

static void Train(MLContext ml, Recipe recipe, string directory, string? checkpoints)
{
    using CausalLanguageModel model = TinyReasoner.Create(recipe);
    IDataView rows = ml.Data.LoadFromEnumerable(TrainingRows.Create(model, recipe));
    Print("parameters", model.Parameters.Values.Sum(parameter => parameter.numel()));
    var progress = new ProgressLine();
    var clock = Stopwatch.StartNew();
    using ReasoningModelTransformer trained = ml.Reasoning().Trainers.Supervised(model, new SupervisedTrainer.Options
    {
        AppendEndToken = false, // the rows say themselves where an answer ends
        UpdateInPlace = true,
        Progress = progress,
        Training = new SupervisedTrainingOptions
        {
            BatchSize = recipe.BatchSize, LearningRate = recipe.LearningRate, WarmupSteps = recipe.WarmupSteps, Beta2 = 0.98,
            WeightDecay = recipe.WeightDecay, Seed = recipe.Seed, CheckpointDirectory = checkpoints,
        },
    }).Fit(rows);
    Print("training minutes", clock.Elapsed.TotalMinutes);
    Print("training tokens", progress.Tokens);

    // Trained in float32, shipped in bfloat16.
    string exact = directory.TrimEnd('/') + "-float32";
    model.SaveHuggingFace(exact);
    using CausalLanguageModel half = CausalLanguageModel.Load(exact, new LoadOptions { Precision = torch.ScalarType.BFloat16 });
    half.SaveHuggingFace(directory);
    File.WriteAllText(Path.Combine(directory, "generation_config.json"), TinyReasoner.GenerationConfiguration(model));
    Directory.Delete(exact, recursive: true);
}

static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.##}"));

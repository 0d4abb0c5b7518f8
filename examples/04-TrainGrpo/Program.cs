using System.CommandLine;
using System.Text.Json;
using Microsoft.ML.Reasoning;
using TorchSharp;
using TrainGrpo;
using TrainTinyReasoner.Problems;

const double StudyMinutes = 4;
var recipe = new Recipe();
var algorithm = new Option<string>("--algorithm") { DefaultValueFactory = _ => recipe.Algorithm, Description = "grpo, relax, verl, led, led-uncorrected or entropy." };
algorithm.AcceptOnlyFromAmong(Algorithms.Names);
var task = new Option<string>("--task") { DefaultValueFactory = _ => recipe.Task, Description = "arithmetic or ordering: the problems, and the model to start from." };
task.AcceptOnlyFromAmong(TaskNames.All);
var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => recipe.Minutes, Description = "How long to train. A study takes 4 unless told otherwise." };
var steps = new Option<int?>("--steps") { Description = "How many steps to train, instead of minutes." };
var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => recipe.Seed, Description = "The seed of problems and rollouts." };
var model = new Option<string?>("--model") { Description = "The model to start from (with --study: for arithmetic). Default: the shipped model of the task." };
var output = new Option<string?>("--output") { Description = "Where checkpoints, logs and the model go; a run that is found there goes on. Default: a new folder among the temporary files." };
var rate = new Option<double>("--rate") { DefaultValueFactory = _ => recipe.LearningRate, Description = "The learning rate." };
var warmup = new Option<int>("--warmup") { DefaultValueFactory = _ => recipe.WarmupSteps, Description = "Over how many steps the rate rises." };
var beta2 = new Option<double>("--beta2") { DefaultValueFactory = _ => recipe.Beta2, Description = "AdamW's decay of the squared gradient." };
var prompts = new Option<int>("--prompts") { DefaultValueFactory = _ => recipe.PromptsPerStep, Description = "How many prompts a step takes." };
var group = new Option<int>("--group") { DefaultValueFactory = _ => recipe.GroupSize, Description = "How many responses a prompt gets." };
var minibatches = new Option<int>("--minibatches") { DefaultValueFactory = _ => recipe.MinibatchesPerStep, Description = "How many updates a rollout makes." };
var zero = new Option<ZeroVarianceRule>("--zero-variance") { DefaultValueFactory = _ => recipe.ZeroVariance, Description = "What becomes of groups whose rewards are all equal." };
var study = new Option<bool>("--study") { Description = "Run every algorithm with three seeds, and plain GRPO on ordering, each in a process of its own (runs that are finished are kept, interrupted ones go on), and write tables and figures beside this example." };
var jobs = new Option<int>("--jobs") { DefaultValueFactory = _ => 1, Description = "How many runs of a study go on at once; they share the threads." };
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "How many threads to use." };
foreach (Option<int> positive in (Option<int>[])[jobs, threads])
    positive.Validators.Add(result => { if (result.GetValueOrDefault<int>() < 1) result.AddError($"{positive.Name} must be at least 1."); });
var evaluate = new Option<string?>(HeldOut.Option) { Description = "Only measure the model in a directory on the held-out problems." };
var latents = new Option<int>(StudyChild.Latents) { DefaultValueFactory = _ => recipe.LatentInterval, Description = "Measure effective rank and DSD every so many steps, whatever the algorithm; 0: where it needs them. A study takes 5." };
var before = new Option<string?>(StudyChild.Before) { Description = "A file with the start model's pass rates, measured already.", Hidden = true };
var endsWithInput = new Option<bool>(StudyChild.EndsWithInput) { Description = "Stop at a safe point when the standard input ends.", Hidden = true };
var command = new RootCommand("Trains a small reasoning model by GRPO, and measures it before and after on problems that were held out. Ctrl-C stops at a safe point, with a checkpoint.")
{
    algorithm, task, minutes, steps, seed, model, output, rate, warmup, beta2, prompts, group, minibatches, zero, latents, study, jobs, threads, evaluate, before, endsWithInput,
};
command.SetAction(arguments =>
{
    using var stopping = new Stopping(arguments.GetValue(endsWithInput));
    try
    {
        Run(arguments, stopping.Token);
        return 0;
    }
    catch (OperationCanceledException) when (stopping.Token.IsCancellationRequested)
    {
        Console.Error.WriteLine("stopped; the same command with the same --output goes on");
        return Stopping.ExitCode;
    }
    catch (Exception error) when (error is IOException or FormatException or JsonException or ArgumentException or InvalidOperationException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine($"error: {error.GetBaseException().Message}");
        return 1;
    }
});
return command.Parse(args).Invoke();

void Run(ParseResult arguments, CancellationToken cancellationToken)
{
    torch.set_num_threads(arguments.GetValue(threads));
    recipe = recipe with
    {
        Task = arguments.GetValue(task)!, Algorithm = arguments.GetValue(algorithm)!, Minutes = arguments.GetValue(minutes), Steps = arguments.GetValue(steps),
        Seed = arguments.GetValue(seed), LearningRate = arguments.GetValue(rate), WarmupSteps = arguments.GetValue(warmup),
        Beta2 = arguments.GetValue(beta2), PromptsPerStep = arguments.GetValue(prompts), GroupSize = arguments.GetValue(group),
        MinibatchesPerStep = arguments.GetValue(minibatches), ZeroVariance = arguments.GetValue(zero), LatentInterval = arguments.GetValue(latents),
    };
    if (arguments.GetValue(evaluate) is { } measured)
    {
        HeldOut.Evaluate(measured, recipe.Task, recipe.MaxNewTokens);
        return;
    }
    if (arguments.GetValue(study))
    {
        StudyOf(arguments, cancellationToken);
        return;
    }
    string directory = arguments.GetValue(output) ?? Directory.CreateTempSubdirectory("grpo-").FullName;
    Console.WriteLine($"writing to: {directory}");
    PassRates? known = arguments.GetValue(before) is { } file ? JsonFile.Read<PassRates>(file) : null;
    RunResult result = Experiment.Run(
        arguments.GetValue(model) ?? RepositoryFiles.Model(recipe.Task), directory, recipe, known, arguments.GetValue(threads), cancellationToken);
    Console.WriteLine($"written to: {directory}");
    Experiment.Print(result);
}

void StudyOf(ParseResult arguments, CancellationToken cancellationToken)
{
    string? given = arguments.GetValue(model);
    var plan = new StudyPlan
    {
        // Curves need both metrics whatever the algorithm; every fifth step costs little.
        Recipe = recipe with
        {
            LatentInterval = recipe.LatentInterval > 0 ? recipe.LatentInterval : 5,
            Minutes = arguments.GetResult(minutes) is null or { Implicit: true } ? StudyMinutes : recipe.Minutes,
        },
        Model = name => name == TaskNames.Arithmetic && given is not null ? given : RepositoryFiles.Model(name),
        Directory = arguments.GetValue(output) ?? Path.Combine(Path.GetTempPath(), "grpo-study"),
        Reports = RepositoryFiles.Study,
        Jobs = arguments.GetValue(jobs),
        Threads = arguments.GetValue(threads),
        // Where the runs lie is of no interest to a reader of the report.
        Command = "examples/04-TrainGrpo " + string.Join(' ', args.Where((argument, i) => argument != output.Name && (i == 0 || args[i - 1] != output.Name))),
    };
    new Study(plan).GoAsync(cancellationToken).GetAwaiter().GetResult();
    Console.WriteLine($"written to: {plan.Reports}");
}

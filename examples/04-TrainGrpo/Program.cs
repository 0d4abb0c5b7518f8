using System.CommandLine;
using Microsoft.ML.Reasoning;
using TorchSharp;
using TrainGrpo;

var recipe = new Recipe();
var algorithm = new Option<string>("--algorithm") { DefaultValueFactory = _ => recipe.Algorithm, Description = "grpo, relax, verl, led, led-uncorrected or entropy." };
algorithm.AcceptOnlyFromAmong(Algorithms.Names);
var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => recipe.Minutes, Description = "How long to train." };
var steps = new Option<int?>("--steps") { Description = "How many steps to train, instead of minutes." };
var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => recipe.Seed, Description = "The seed of problems and rollouts." };
var model = new Option<string>("--model") { DefaultValueFactory = _ => RepositoryFiles.Model, Description = "The model to start from." };
var output = new Option<string?>("--output") { Description = "Where checkpoints, logs and the model go; a run that is found there goes on. Default: a new folder among the temporary files." };
var rate = new Option<double>("--rate") { DefaultValueFactory = _ => recipe.LearningRate, Description = "The learning rate." };
var warmup = new Option<int>("--warmup") { DefaultValueFactory = _ => recipe.WarmupSteps, Description = "Over how many steps the rate rises." };
var beta2 = new Option<double>("--beta2") { DefaultValueFactory = _ => recipe.Beta2, Description = "AdamW's decay of the squared gradient." };
var prompts = new Option<int>("--prompts") { DefaultValueFactory = _ => recipe.PromptsPerStep, Description = "How many prompts a step takes." };
var group = new Option<int>("--group") { DefaultValueFactory = _ => recipe.GroupSize, Description = "How many responses a prompt gets." };
var minibatches = new Option<int>("--minibatches") { DefaultValueFactory = _ => recipe.MinibatchesPerStep, Description = "How many updates a rollout makes." };
var zero = new Option<ZeroVarianceRule>("--zero-variance") { DefaultValueFactory = _ => recipe.ZeroVariance, Description = "What becomes of groups whose rewards are all equal." };
var study = new Option<bool>("--study") { Description = "Run every algorithm with three seeds (those that are finished are kept) and write the table and figures beside this example." };
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "How many threads to use." };
var evaluate = new Option<string?>(HeldOut.Option) { Description = "Only measure the model in a directory on the held-out problems." };
var command = new RootCommand("Trains a small reasoning model on arithmetic by GRPO, and measures it before and after on problems that were held out.")
{
    algorithm, minutes, steps, seed, model, output, rate, warmup, beta2, prompts, group, minibatches, zero, study, threads, evaluate,
};
command.SetAction(arguments =>
{
    torch.set_num_threads(arguments.GetValue(threads));
    if (arguments.GetValue(evaluate) is { } measured)
    {
        HeldOut.Evaluate(measured, recipe.MaxNewTokens);
        return;
    }
    recipe = recipe with
    {
        Algorithm = arguments.GetValue(algorithm)!, Minutes = arguments.GetValue(minutes), Steps = arguments.GetValue(steps),
        Seed = arguments.GetValue(seed), LearningRate = arguments.GetValue(rate), WarmupSteps = arguments.GetValue(warmup),
        Beta2 = arguments.GetValue(beta2), PromptsPerStep = arguments.GetValue(prompts), GroupSize = arguments.GetValue(group),
        MinibatchesPerStep = arguments.GetValue(minibatches), ZeroVariance = arguments.GetValue(zero),
    };
    string start = arguments.GetValue(model)!;
    if (arguments.GetValue(study))
    {
        string runs = arguments.GetValue(output) ?? Path.Combine(Path.GetTempPath(), "grpo-study");
        Study.Run(start, runs, RepositoryFiles.Study, recipe, "examples/04-TrainGrpo " + string.Join(' ', args));
        return;
    }
    string directory = arguments.GetValue(output) ?? Directory.CreateTempSubdirectory("grpo-").FullName;
    RunResult result = Experiment.Run(start, directory, recipe);
    Console.WriteLine($"written to: {directory}");
    Experiment.Print(result);
});
return command.Parse(args).Invoke();

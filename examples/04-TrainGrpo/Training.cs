using Microsoft.ML;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;
using TrainTinyReasoner.Problems;
using static TorchSharp.torch;

namespace TrainGrpo;

/// <summary>From a model to a trained one in a directory.</summary>
internal static class Training
{
    public const string ModelFolder = "model";

    // Training problems with other numbers than those that the model was made from; the held-out half of the generator stays apart.
    private const ulong DataSeed = 1000;

    /// <summary>Trains, and saves the model below the directory; a run that was interrupted there goes on.</summary>
    public static void Run(string modelDirectory, string directory, Recipe recipe, CancellationToken cancellationToken)
    {
        var ml = new MLContext((int)recipe.Seed);
        using CausalLanguageModel model = ml.Reasoning().LoadModel(modelDirectory, new LoadOptions { Precision = ScalarType.Float32 });
        IDataView problems = ml.Data.LoadFromEnumerable(TaskNames.Problems(recipe.Task, DataSeed + recipe.Seed, heldOut: false).Take(recipe.Problems)
            .Select(problem => new ProblemRow { Question = problem.Question, Answer = problem.Answer }));
        GrpoTrainer.Options options = recipe.Options(directory);
        options.Progress = new StepLines();
        options.CancellationToken = cancellationToken;
        var training = ml.Reasoning().ApplyChatTemplate("Prompt", model, "Question").Append(ml.Reasoning().Trainers.Grpo(model, options));
        using ReasoningModelTransformer tuned = training.Fit(problems).LastTransformer;
        tuned.Model.SaveHuggingFace(Path.Combine(directory, ModelFolder));
    }
}

using Microsoft.ML;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;

namespace TrainTinyReasoner;

/// <summary>Answers held-out problems several times each and counts.</summary>
internal static class Evaluation
{
    public static PassAtKMetrics Run(MLContext ml, string modelDirectory, string problemFile, float temperature = 1, int samples = 16)
    {
        using CausalLanguageModel model = ml.Reasoning().LoadModel(modelDirectory);
        IDataView problems = ml.Reasoning().LoadProblems(problemFile);
        var pipeline = ml.Reasoning().ApplyChatTemplate("Prompt", model, "Question")
            .Append(ml.Reasoning().Generate("Responses", model, "Prompt", new GenerateEstimator.Options
            {
                SamplesPerPrompt = samples, MaxNewTokens = 160, Temperature = temperature, Seed = 1,
            }))
            .Append(ml.Reasoning().VerifyAnswers("Correct", "Responses", "Answer"));
        IDataView answered = ml.Data.Cache(pipeline.Fit(problems).Transform(problems));
        return ml.Reasoning().Evaluate(answered, ks: samples == 1 ? [1] : [1, 4, samples]);
    }
}

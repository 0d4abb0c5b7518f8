using Microsoft.ML;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;

namespace LatentMetrics;

/// <summary>Lets the model answer problems at several temperatures.</summary>
internal sealed class Sampler(MLContext ml, CausalLanguageModel model, IDataView problems)
{
    public IEnumerable<ResponseRow> Answer(float temperature, int samples)
    {
        var answers = ml.Reasoning().ApplyChatTemplate("Prompt", model, "Question")
            .Append(ml.Reasoning().Generate("Responses", model, "Prompt", new GenerateEstimator.Options
            {
                SamplesPerPrompt = samples, MaxNewTokens = 160, Temperature = temperature, Seed = 1,
            }))
            .Append(ml.Reasoning().VerifyAnswers("Correct", "Responses", "Answer"))
            .Append(ml.Reasoning().UnrollResponses());
        IDataView answered = answers.Fit(problems).Transform(problems);
        foreach (ResponseRow row in ml.Data.CreateEnumerable<ResponseRow>(answered, reuseRowObject: false, ignoreMissingColumns: true))
        {
            row.Temperature = temperature;
            yield return row;
        }
    }
}

using Microsoft.ML.Reasoning.LanguageModels;
using TrainTinyReasoner.Problems;

namespace TrainTinyReasoner;

/// <summary>The examples, as tokens.</summary>
internal static class TrainingData
{
    public static SupervisedExample[] Create(CausalLanguageModel model, Recipe recipe)
    {
        HuggingFaceTokenizer tokenizer = model.Tokenizer!;
        IChatTemplate template = model.ChatTemplate!;
        int end = model.Configuration.EndTokenIds[0];
        IEnumerable<SupervisedExample> problems = ProblemGenerator.Problems(recipe.Seed, heldOut: false).Take(recipe.Problems)
            .Select(problem => new SupervisedExample(
                tokenizer.Encode(template.Apply([new ChatMessage("user", problem.Question)]), addSpecialTokens: false),
                [.. tokenizer.Encode(problem.Solution, addSpecialTokens: false), end]));
        IEnumerable<SupervisedExample> sums = ProblemGenerator.BareSums(recipe.Seed).Take((int)(recipe.Problems * recipe.SumsPerProblem))
            .Select(sum => new SupervisedExample(
                tokenizer.Encode($"{sum.Left} {sum.Symbol} {sum.Right} =", addSpecialTokens: false),
                // As in a worked answer, where the line ends after the result.
                tokenizer.Encode($" {sum.Result}\n", addSpecialTokens: false)));
        return [.. problems, .. sums];
    }
}

using Microsoft.ML.Reasoning.LanguageModels;
using TrainTinyReasoner.Problems;

namespace TrainTinyReasoner;

/// <summary>What the model learns from: problems in its chat template, and for arithmetic bare sums as they stand in worked answers.</summary>
internal static class TrainingRows
{
    public static IEnumerable<TrainingRow> Create(CausalLanguageModel model, Recipe recipe)
    {
        IChatTemplate template = model.ChatTemplate!;
        foreach (GeneratedProblem problem in TaskNames.Problems(recipe.Task, recipe.Seed, heldOut: false, recipe.SlipShare).Take(recipe.Problems))
        {
            yield return new()
            {
                Prompt = template.Apply([new ChatMessage("user", problem.Question)]),
                Response = problem.Solution + TinyReasoner.TurnEnd,
            };
        }
        // No end token here: in an answer the line ends, and the next step follows.
        foreach (Operation sum in ProblemGenerator.BareSums(recipe.Seed).Take((int)(recipe.Problems * recipe.SumsPerProblem)))
            yield return new() { Prompt = $"{sum.Left} {sum.Symbol} {sum.Right} =", Response = $" {sum.Result}\n" };
    }
}

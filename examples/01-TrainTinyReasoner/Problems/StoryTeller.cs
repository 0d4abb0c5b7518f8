using System.Text;

namespace TrainTinyReasoner.Problems;

/// <summary>Puts the numbers of a chain into words, as a question and as worked steps.</summary>
internal static class StoryTeller
{
    private static readonly string[] Openings = ["{who} has {n} {things}.", "At first {who} has {n} {things}.", "There are {n} {things}."];
    private static readonly string[] Joints = ["Then ", "Next ", ""];
    private static readonly string[] Questions = ["How many {things} are there now?", "How many {things} does {who} have now?"];

    // Questions are worded in many ways, answers in one: what varies between two answers to a question are then its numbers, and a
    // reward for the right ones says something about them, not about a choice of words.
    private const string Start = "We start with {n} {things}.", Therefore = ", so ";

    public static ArithmeticProblem Tell(Chain chain, IReadOnlyList<WorkedStep> worked, RandomStream random)
    {
        Theme theme = random.Pick(Theme.All);
        string who = random.Pick(theme.Who), things = random.Pick(theme.Things);
        string Fill(string template, int k) =>
            template.Replace("{who}", who).Replace("{things}", things).Replace("{n}", $"{chain.Start}").Replace("{k}", $"{k}");

        var question = new StringBuilder(Sentence(Fill(random.Pick(Openings), 0)));
        var solution = new StringBuilder(Fill(Start, 0)).Append('\n');
        for (int i = 0; i < chain.Steps.Count; i++)
        {
            Operation step = chain.Steps[i];
            Happening happening = random.Pick([.. theme.Happenings.Where(h => h.Symbol == step.Symbol)]);
            question.Append(' ').Append(Sentence(random.Pick(Joints) + Fill(happening.Told, step.Right))).Append('.');
            solution.Append(Sentence(Fill(happening.Worked, step.Right))).Append(Therefore).Append(worked[i]).Append('\n');
        }
        question.Append(' ').Append(Sentence(Fill(random.Pick(Questions), 0)));
        solution.Append("#### ").Append(worked[^1].Result);
        return new(question.ToString(), solution.ToString(), chain);
    }

    /// <summary>A capital at the beginning and none for "The" inside.</summary>
    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..].Replace("The ", "the ");
}

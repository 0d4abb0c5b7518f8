using System.Text;

namespace TrainTinyReasoner.Problems;

/// <summary>Puts the numbers of a chain into words, as a question and as worked steps.</summary>
internal static class StoryTeller
{
    private static readonly string[] Openings = ["{who} has {n} {things}.", "At first {who} has {n} {things}.", "There are {n} {things}."];
    private static readonly string[] Joints = ["Then ", "Next ", ""];
    private static readonly string[] Questions = ["How many {things} are there now?", "How many {things} does {who} have now?"];
    private static readonly string[] Starts = ["We start with {n} {things}.", "At first there are {n} {things}.", "{who} starts with {n} {things}."];
    private static readonly string[] Therefore = [", so ", ", giving ", ": "];

    public static ArithmeticProblem Tell(Chain chain, IReadOnlyList<WorkedStep> worked, RandomStream random)
    {
        Theme theme = random.Pick(Theme.All);
        string who = random.Pick(theme.Who), things = random.Pick(theme.Things);
        string Fill(string template, int k) =>
            template.Replace("{who}", who).Replace("{things}", things).Replace("{n}", $"{chain.Start}").Replace("{k}", $"{k}");

        var question = new StringBuilder(Sentence(Fill(random.Pick(Openings), 0)));
        var solution = new StringBuilder(Sentence(Fill(random.Pick(Starts), 0))).Append('\n');
        for (int i = 0; i < chain.Steps.Count; i++)
        {
            Operation step = chain.Steps[i];
            Happening happening = random.Pick([.. theme.Happenings.Where(h => h.Symbol == step.Symbol)]);
            question.Append(' ').Append(Sentence(random.Pick(Joints) + Fill(happening.Told, step.Right))).Append('.');
            string joint = random.Pick(Joints);
            solution.Append(Sentence(joint + Fill(happening.Worked, step.Right))).Append(random.Pick(Therefore)).Append(worked[i]).Append('\n');
        }
        question.Append(' ').Append(Sentence(Fill(random.Pick(Questions), 0)));
        solution.Append("#### ").Append(worked[^1].Result);
        return new(question.ToString(), solution.ToString(), chain);
    }

    /// <summary>A capital at the beginning and none for "The" inside.</summary>
    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..].Replace("The ", "the ");
}

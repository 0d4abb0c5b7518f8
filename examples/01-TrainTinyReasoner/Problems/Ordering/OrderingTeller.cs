using System.Text;

namespace TrainTinyReasoner.Problems;

/// <summary>Puts a ranking into words: shuffled statements and a question, and an answer that places one person a line.</summary>
internal static class OrderingTeller
{
    // No sentence begins with a name: "Mia" and " Mia" would be two tokens.
    private static readonly string[] Openings = ["{n} friends compare their {quality}.", "We know the {quality} of {n} people."];
    private static readonly string[] Firsts = ["The {most} is {a}.", "Nobody is {more} than {a}."];
    private static readonly string[] Questions = ["Who is the {ordinal} {most}?", "Who is number {k} from the {most} on?"];
    private static readonly string[] Starts = ["The {most} is {a}, so number 1 is {a}.", "Number 1 is the {most}, that is {a}."];
    private static readonly string[] Places = ["As {a} is {more} than {b}, number {k} is {b}.", "Then {a} is {more} than {b}, so number {k} is {b}."];
    private static readonly string[] Ordinals = ["third", "fourth", "fifth", "sixth"];

    /// <summary>One statement in so many says it the other way round.</summary>
    private const int Reversed = 8;

    public static OrderingProblem Tell(Ranking ranking, IReadOnlyList<string> placed, RandomStream random)
    {
        Quality quality = random.Pick(Quality.All);
        string Fill(string template, string a = "", string b = "", int k = 0) => template
            .Replace("{n}", $"{ranking.People.Count}").Replace("{quality}", quality.Name).Replace("{more}", quality.More)
            .Replace("{most}", quality.Most).Replace("{a}", a).Replace("{b}", b).Replace("{k}", $"{k}")
            .Replace("{ordinal}", k >= 3 ? Ordinals[k - 3] : "");

        var statements = new List<string> { Fill(random.Pick(Firsts), ranking.People[0]) };
        for (int i = 1; i < ranking.People.Count; i++)
        {
            (string high, string low) = (ranking.People[i - 1], ranking.People[i]);
            statements.Add(random.Between(1, Reversed) == 1 ? $"Also {low} is {quality.Less} than {high}." : $"Also {high} is {quality.More} than {low}.");
        }
        var question = new StringBuilder(Fill(random.Pick(Openings)));
        foreach (string statement in random.Shuffle(statements))
            question.Append(' ').Append(statement);
        question.Append(' ').Append(Fill(random.Pick(Questions), k: ranking.Asked));

        var solution = new StringBuilder(Fill(random.Pick(Starts), placed[0])).Append('\n');
        for (int place = 1; place < placed.Count; place++)
            solution.Append(Fill(random.Pick(Places), placed[place - 1], placed[place], place + 1)).Append('\n');
        solution.Append("#### ").Append(placed[^1]);
        return new(question.ToString(), solution.ToString(), ranking);
    }
}

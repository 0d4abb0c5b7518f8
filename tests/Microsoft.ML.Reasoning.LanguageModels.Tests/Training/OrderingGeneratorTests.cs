using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Reasoning.Testing;
using TrainTinyReasoner.Problems;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests.Training;

/// <summary>The ordering problems of examples/01-TrainTinyReasoner.</summary>
[TestClass]
public sealed partial class OrderingGeneratorTests
{
    private static readonly string[] s_ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Answers_follow_from_the_statements(bool heldOut)
    {
        var asked = new HashSet<int>();
        foreach (OrderingProblem problem in OrderingGenerator.Problems(3, heldOut).Take(2000))
        {
            string[] order = Solve(problem.Question);
            int place = AskedPlace(problem.Question);
            asked.Add(place);
            Assert.AreEqual(order[place - 1], problem.Answer, problem.Question);
            string[] lines = problem.Solution.Split('\n');
            Assert.HasCount(place + 1, lines); // a place a line, and the answer
            CollectionAssert.AreEqual(order[..place], lines[..^1].Select(line => Name().Matches(line)[^1].Value).ToArray(), problem.Solution);
            Assert.AreEqual("#### " + problem.Answer, lines[^1]);
        }
        CollectionAssert.AreEquivalent(new[] { 3, 4, 5, 6 }, asked.ToArray());
    }

    [TestMethod]
    public void The_shipped_held_out_problems_come_from_seed_1()
    {
        string[] shipped = [.. File.ReadLines(Path.Combine(Shared.Repository, "examples", "data", "tiny-orderings.jsonl"))];
        OrderingProblem[] problems = [.. OrderingGenerator.Problems(1, heldOut: true).Take(shipped.Length)];
        for (int i = 0; i < shipped.Length; i++)
        {
            using JsonDocument line = JsonDocument.Parse(shipped[i]);
            Assert.AreEqual(line.RootElement.GetProperty("question").GetString(), problems[i].Question);
            Assert.AreEqual(line.RootElement.GetProperty("answer").GetString(), problems[i].Answer);
        }
    }

    [TestMethod]
    public void No_order_needs_the_statements_in_theirs()
    {
        // Were the statements not shuffled, the answer would be found by counting names.
        int first = OrderingGenerator.Problems(5, heldOut: false).Take(1000).Count(problem => Name().Match(problem.Question).Value == problem.Ranking.People[0]);
        Assert.IsInRange(200, 500, first);
    }

    [TestMethod]
    public void Slips_change_the_given_share_of_places_and_no_question()
    {
        const int Count = 4000;
        const double Share = 0.2;
        OrderingProblem[] right = [.. OrderingGenerator.Problems(3, heldOut: false).Take(Count)];
        OrderingProblem[] slipped = [.. OrderingGenerator.Problems(3, heldOut: false, Share).Take(Count)];
        int places = 0, wrong = 0, wrongAnswers = 0;
        for (int i = 0; i < Count; i++)
        {
            Assert.AreEqual(right[i].Question, slipped[i].Question);
            Assert.AreEqual(right[i].Answer, slipped[i].Answer);
            string[] people = [.. right[i].Ranking.People];
            string[] lines = slipped[i].Solution.Split('\n');
            string[] placed = [.. lines[..^1].Select(line => Name().Matches(line)[^1].Value)];
            Assert.HasCount(right[i].Ranking.Asked, placed); // as many places as asked for, whoever has them
            Assert.AreEqual(people[0], placed[0]);
            Assert.AreEqual("#### " + placed[^1], lines[^1]);
            for (int place = 1; place < placed.Length; place++)
            {
                places++;
                // What comes after a slip follows from it: only the place below is right.
                wrong += Array.IndexOf(people, placed[place]) == Array.IndexOf(people, placed[place - 1]) + 1 ? 0 : 1;
            }
            wrongAnswers += placed[^1] == right[i].Answer ? 0 : 1;
        }
        // Some slips are given up: nobody would be left for the places that follow.
        Assert.IsInRange(0.7 * Share, Share, (double)wrong / places);
        Assert.IsInRange(0.35, 0.5, (double)wrongAnswers / Count);
    }

    [TestMethod]
    public void No_held_out_order_is_among_the_training_problems()
    {
        HashSet<string> learned = [.. OrderingGenerator.Problems(1, heldOut: false).Take(20_000).Select(Order)];
        foreach (OrderingProblem problem in OrderingGenerator.Problems(1, heldOut: true).Take(2_000))
        {
            Assert.IsTrue(problem.Ranking.IsHeldOut);
            Assert.DoesNotContain(Order(problem), learned);
        }
    }

    [TestMethod]
    public void A_seed_gives_the_same_problems_every_time()
    {
        string[] once = [.. OrderingGenerator.Problems(9, false).Take(50).Select(problem => problem.Question + problem.Solution)];
        CollectionAssert.AreEqual(once, OrderingGenerator.Problems(9, false).Take(50).Select(problem => problem.Question + problem.Solution).ToArray());
        CollectionAssert.AreNotEqual(once, OrderingGenerator.Problems(8, false).Take(50).Select(problem => problem.Question + problem.Solution).ToArray());
    }

    /// <summary>The people from the highest down, by the statements alone: whoever has most people below comes first.</summary>
    private static string[] Solve(string question)
    {
        (string High, string Low)[] pairs = [.. Comparison().Matches(question)
            .Select(match => (Left: match.Groups[1].Value, Word: match.Groups[2].Value, Right: match.Groups[3].Value))
            .Select(said => Quality.All.Any(quality => quality.More == said.Word) ? (said.Left, said.Right) : (said.Right, said.Left))];
        string[] people = [.. Name().Matches(question).Select(match => match.Value).Distinct()];
        Assert.HasCount(people.Length - 1, pairs, question);
        string[] order = [.. people.OrderByDescending(Below)];
        CollectionAssert.AreEqual(Enumerable.Range(0, people.Length).Reverse().ToArray(), order.Select(Below).ToArray(), question);
        StringAssert.Matches(question, new Regex($@"(The \w+est is|Nobody is \w+er than) {order[0]}\."));
        return order;

        int Below(string person) => pairs.Where(pair => pair.High == person).Sum(pair => 1 + Below(pair.Low));
    }

    private static int AskedPlace(string question) => Asked().Match(question) is { Success: true } match
        ? match.Groups["number"].Success ? match.Groups["number"].Value[0] - '0' : Array.IndexOf(s_ordinals, match.Groups["word"].Value) + 1
        : throw new AssertFailedException(question);

    private static string Order(OrderingProblem problem) => string.Join(", ", problem.Ranking.People);

    [GeneratedRegex("Mia|Ben|Lena|Omar|Ada|Tom|Ruth|Ivan|Nora|Hugo")]
    private static partial Regex Name();

    [GeneratedRegex(@"Also (\w+) is (\w+) than (\w+)\.")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"Who is (the (?<word>\w+) \w+est\?|number (?<number>\d) from the \w+est on\?)$")]
    private static partial Regex Asked();
}

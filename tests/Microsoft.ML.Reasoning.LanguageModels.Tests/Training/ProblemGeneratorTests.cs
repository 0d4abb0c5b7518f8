using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Reasoning.Testing;
using TrainTinyReasoner.Problems;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests.Training;

/// <summary>The problems of examples/01-TrainTinyReasoner.</summary>
[TestClass]
public sealed partial class ProblemGeneratorTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Worked_steps_are_right_and_lead_from_the_start_to_the_answer(bool heldOut)
    {
        foreach (ArithmeticProblem problem in ProblemGenerator.Problems(3, heldOut).Take(2000))
        {
            string[] lines = problem.Solution.Split('\n');
            Assert.IsTrue(lines.Length is >= 4 and <= 6, problem.Solution); // a start, two to four steps, the answer
            int[] told = [.. Number().Matches(problem.Question).Select(number => int.Parse(number.ValueSpan, CultureInfo.InvariantCulture))];
            Assert.HasCount(lines.Length - 1, told);
            int value = told[0];
            Assert.IsTrue(value is >= 10 and <= 99, problem.Question);
            foreach (string line in lines[1..^1])
            {
                Match sum = Sum().Match(line);
                Assert.IsTrue(sum.Success, line);
                int[] numbers = [.. new[] { 1, 3, 4 }.Select(group => int.Parse(sum.Groups[group].ValueSpan, CultureInfo.InvariantCulture))];
                Assert.AreEqual(value, numbers[0], problem.Solution);
                value = sum.Groups[2].Value switch
                {
                    "+" => value + numbers[1],
                    "-" => value - numbers[1],
                    "*" => value * numbers[1],
                    _ => value % numbers[1] == 0 ? value / numbers[1] : -1,
                };
                Assert.AreEqual(value, numbers[2], line);
                Assert.IsTrue(value is >= 1 and <= 999, line);
                CollectionAssert.Contains(told, numbers[1], problem.Question);
            }
            Assert.AreEqual($"#### {value}", lines[^1]);
            Assert.AreEqual($"{value}", problem.Answer);
        }
    }

    [TestMethod]
    public void Slips_change_the_given_share_of_steps_and_no_question()
    {
        const int Count = 4000;
        const double Share = 0.15;
        ArithmeticProblem[] right = [.. ProblemGenerator.Problems(3, heldOut: false).Take(Count)];
        ArithmeticProblem[] slipped = [.. ProblemGenerator.Problems(3, heldOut: false, Share).Take(Count)];
        int steps = 0, wrong = 0;
        for (int i = 0; i < Count; i++)
        {
            Assert.AreEqual(right[i].Question, slipped[i].Question);
            Assert.AreEqual(right[i].Answer, slipped[i].Answer);
            foreach (Match sum in slipped[i].Solution.Split('\n')[1..^1].Select(line => Sum().Match(line)))
            {
                int[] numbers = [.. new[] { 1, 3, 4 }.Select(group => int.Parse(sum.Groups[group].ValueSpan, CultureInfo.InvariantCulture))];
                steps++;
                wrong += new Operation(numbers[0], sum.Groups[2].Value[0], numbers[1]).Result == numbers[2] ? 0 : 1;
            }
        }
        // Some slips are given up, for the rest could not be worked out from them.
        Assert.IsInRange(0.6 * Share, Share, (double)wrong / steps);
    }

    [TestMethod]
    public void No_held_out_problem_has_the_numbers_of_a_training_problem()
    {
        HashSet<string> learned = [.. ProblemGenerator.Problems(1, heldOut: false).Take(20_000).Select(Numbers)];
        foreach (ArithmeticProblem problem in ProblemGenerator.Problems(1, heldOut: true).Take(2_000))
        {
            Assert.IsTrue(problem.Chain.IsHeldOut);
            Assert.DoesNotContain(Numbers(problem), learned);
        }
    }

    [TestMethod]
    public void A_seed_gives_the_same_problems_every_time()
    {
        string[] once = [.. ProblemGenerator.Problems(9, false).Take(50).Select(problem => problem.Question + problem.Solution)];
        CollectionAssert.AreEqual(once, ProblemGenerator.Problems(9, false).Take(50).Select(problem => problem.Question + problem.Solution).ToArray());
        CollectionAssert.AreNotEqual(once, ProblemGenerator.Problems(8, false).Take(50).Select(problem => problem.Question + problem.Solution).ToArray());
    }

    [TestMethod]
    public void The_shipped_held_out_problems_come_from_seed_1()
    {
        // So nothing that changed since has moved the stream that the shipped model learned from.
        string[] shipped = [.. File.ReadLines(Path.Combine(Shared.Repository, "examples", "data", "tiny-problems.jsonl"))];
        ArithmeticProblem[] problems = [.. ProblemGenerator.Problems(1, heldOut: true).Take(shipped.Length)];
        for (int i = 0; i < shipped.Length; i++)
        {
            using JsonDocument line = JsonDocument.Parse(shipped[i]);
            Assert.AreEqual(line.RootElement.GetProperty("question").GetString(), problems[i].Question);
            Assert.AreEqual(line.RootElement.GetProperty("answer").GetString(), problems[i].Answer);
        }
    }

    private static string Numbers(ArithmeticProblem problem) => string.Join(", ", problem.Chain.Steps);

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"(\d+) ([-+*/]) (\d+) = (\d+)$")]
    private static partial Regex Sum();
}

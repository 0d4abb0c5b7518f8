using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>The published benchmark files (shared/data/benchmarks), each in its own layout.</summary>
[TestClass]
public sealed class BenchmarkFilesTests
{
    // The reference deletes letters that it takes for units: what it says there is no gold answer.
    private static readonly string[] ReferenceMistakes = ["olympiadbench.jsonl 336", "gaokao2024_mix.jsonl 15"];

    [TestMethod, TestCategory("Golden")]
    [DataRow("BeyondAIME.jsonl", 100, 0)]
    [DataRow("OlymMATH-EN-EASY.jsonl", 100, 0)]
    [DataRow("OlymMATH-ZH-HARD.jsonl", 100, 0)]
    [DataRow("aime24.jsonl", 30, 0)]
    [DataRow("aime25.jsonl", 30, 0)]
    [DataRow("amc23.jsonl", 40, 0)]
    [DataRow("amc24.jsonl", 45, 0)]
    [DataRow("aqua.jsonl", 254, 0)]
    [DataRow("asdiv.jsonl", 2215, 0)]
    [DataRow("cmath.jsonl", 600, 0)]
    [DataRow("gaokao2023en.jsonl", 385, 2)]
    [DataRow("gaokao2024_I.jsonl", 14, 0)]
    [DataRow("gaokao2024_II.jsonl", 14, 0)]
    [DataRow("gaokao2024_mix.jsonl", 91, 0)]
    [DataRow("gaokao_math_qa.jsonl", 351, 0)]
    [DataRow("gsm8k_test.jsonl", 1319, 0)]
    [DataRow("gsm8k_train.jsonl", 7473, 0)]
    [DataRow("led_aime2025.json", 30, 0)]
    [DataRow("led_gpqa_diamond.json", 198, 0)]
    [DataRow("led_livecodebench.json", 279, 279)]
    [DataRow("math500.jsonl", 500, 0)]
    [DataRow("math_train_level3to5.jsonl", 5586, 3)]
    [DataRow("mawps.jsonl", 2065, 0)]
    [DataRow("minerva_math.jsonl", 272, 0)]
    [DataRow("mmlu_stem.jsonl", 3018, 0)]
    [DataRow("olympiadbench.jsonl", 675, 0)]
    [DataRow("sat_math.jsonl", 32, 0)]
    [DataRow("svamp.jsonl", 1000, 0)]
    public void Every_row_has_a_question_and_all_but_the_known_ones_an_answer(string file, int rows, int withoutAnswer)
    {
        int count = 0, empty = 0;
        foreach (Problem problem in ProblemFile.Read(Shared.PathOf("data", "benchmarks", file)))
        {
            Assert.AreEqual(count++, problem.Row);
            Assert.IsGreaterThan(0, problem.Question.Length);
            Assert.IsGreaterThan(0, problem.Id.Length);
            empty += problem.Answer.Length == 0 ? 1 : 0;
        }
        Assert.AreEqual((rows, withoutAnswer), (count, empty));
    }

    [TestMethod, TestCategory("Golden")]
    public void Questions_and_gold_answers_are_those_of_the_published_evaluation()
    {
        int rows = 0, mistakes = 0;
        var files = new Dictionary<string, Problem[]>();
        foreach (string line in File.ReadLines(Shared.PathOf("data", "loader_oracle.jsonl")))
        {
            JsonElement expected = JsonDocument.Parse(line).RootElement;
            string file = expected.GetProperty("file").GetString()!;
            int row = expected.GetProperty("row").GetInt32();
            if (!files.TryGetValue(file, out Problem[]? problems))
                files.Add(file, problems = [.. ProblemFile.Read(Shared.PathOf("data", "benchmarks", file))]);
            Assert.AreEqual(expected.GetProperty("question").GetString()!.Trim(), problems[row].Question, $"{file} {row}");
            rows++;
            string gold = GoldText.Normalize(expected.GetProperty("gold_normalized").GetString() ?? ""), ours = GoldText.Normalize(problems[row].Answer);
            if (ReferenceMistakes.Contains($"{file} {row}"))
            {
                Assert.AreNotEqual(gold, ours);
                mistakes++;
            }
            else
                Assert.AreEqual(gold, ours, $"{file} {row}");
        }
        Assert.AreEqual((169, ReferenceMistakes.Length), (rows, mistakes));
    }

    [TestMethod, TestCategory("Golden")]
    [DataRow("aqua.jsonl", 5, "5(√3 + 1)")]
    [DataRow("sat_math.jsonl", 4, "$f(-6)=0$")]
    [DataRow("mmlu_stem.jsonl", 4, "maintain the population at a point corresponding to the midpoint of its logistic curve")]
    [DataRow("gaokao_math_qa.jsonl", 4, @"$\{x \mid x>-1\}$")]
    [DataRow("led_gpqa_diamond.json", 4, "a")]
    [DataRow("gsm8k_test.jsonl", 0, null)]
    public void Choices_are_kept_apart(string file, int count, string? first)
    {
        Problem problem = ProblemFile.Read(Shared.PathOf("data", "benchmarks", file)).First();
        Assert.HasCount(count, problem.Choices);
        Assert.AreEqual(first, problem.Choices.FirstOrDefault());
    }
}

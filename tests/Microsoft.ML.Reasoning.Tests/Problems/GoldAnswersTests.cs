using Microsoft.ML.Reasoning.Testing;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>Every gold answer of the benchmark files, given back as a response in several ways, is right; what it is not, is wrong.</summary>
[TestClass]
public sealed class GoldAnswersTests
{
    private static readonly AnswerVerifier Verifier = new();

    // Gold answers that are no answer as they stand: a scrap of the solution, a box that never closes, a sentence around its formula.
    private static readonly string[] Spoilt = ["gaokao2023en.jsonl 107", "math_train_level3to5.jsonl 5112", "olympiadbench.jsonl 73"];

    [TestMethod, TestCategory("Golden")]
    [DataRow("BeyondAIME.jsonl")]
    [DataRow("OlymMATH-EN-EASY.jsonl")]
    [DataRow("OlymMATH-ZH-HARD.jsonl")]
    [DataRow("aime24.jsonl")]
    [DataRow("aime25.jsonl")]
    [DataRow("amc23.jsonl")]
    [DataRow("amc24.jsonl")]
    [DataRow("aqua.jsonl")]
    [DataRow("asdiv.jsonl")]
    [DataRow("cmath.jsonl")]
    [DataRow("gaokao2023en.jsonl")]
    [DataRow("gaokao2024_I.jsonl")]
    [DataRow("gaokao2024_II.jsonl")]
    [DataRow("gaokao2024_mix.jsonl")]
    [DataRow("gaokao_math_qa.jsonl")]
    [DataRow("gsm8k_test.jsonl")]
    [DataRow("gsm8k_train.jsonl")]
    [DataRow("led_aime2025.json")]
    [DataRow("led_gpqa_diamond.json")]
    [DataRow("math500.jsonl")]
    [DataRow("math_train_level3to5.jsonl")]
    [DataRow("mawps.jsonl")]
    [DataRow("minerva_math.jsonl")]
    [DataRow("mmlu_stem.jsonl")]
    [DataRow("olympiadbench.jsonl")]
    [DataRow("sat_math.jsonl")]
    [DataRow("svamp.jsonl")]
    public void The_gold_answer_is_right_and_others_are_wrong(string file)
    {
        var wrong = new List<string>();
        int rows = 0;
        foreach (Problem problem in ProblemFile.Read(Shared.PathOf("data", "benchmarks", file)).Where(p => p.Answer.Length > 0 && !Spoilt.Contains($"{file} {p.Row}")))
        {
            rows++;
            string gold = problem.Answer;
            foreach (string response in Right(problem))
                if (Verifier.Verify(gold, response, problem.Choices) is { IsCorrect: false } result)
                    wrong.Add($"{problem.Row}: «{gold}» refuses «{response}»: {result.Reason} {result.Explanation} [{result.Extracted}]");
            foreach (string response in Wrong(problem))
                if (Verifier.Verify(gold, response, problem.Choices) is { IsCorrect: true } result)
                    wrong.Add($"{problem.Row}: «{gold}» accepts «{response}»: {result.Reason} {result.Explanation}");
        }
        Assert.IsGreaterThan(10, rows);
        Assert.IsEmpty(wrong, $"{wrong.Count}:\n" + string.Join('\n', wrong.Take(60)));
    }

    private static IEnumerable<string> Right(Problem problem)
    {
        string gold = problem.Answer;
        yield return $@"We conclude. \boxed{{{gold}}}";
        yield return gold.Contains('$', StringComparison.Ordinal) ? $"The answer is {gold}." : $"The answer is ${gold}$.";
        yield return $"Some work.\n#### {gold}";
        if (!IsLetters(gold))
            yield break;
        yield return $"The answer is ({gold}).";
        yield return $"**{gold}**";
        if (gold.Length == 1 && problem.Choices.Count > gold[0] - 'A' && problem.Choices.Count(c => c == problem.Choices[gold[0] - 'A']) == 1)
            yield return $"The answer is ({gold}) {problem.Choices[gold[0] - 'A'].TrimEnd('.')}.";
    }

    private static IEnumerable<string> Wrong(Problem problem)
    {
        string gold = problem.Answer;
        if (IsLetters(gold))
        {
            yield return $"The answer is {(gold == "A" ? "B" : "A")}.";
            yield return @"\boxed{A, B, C, D, E}";
        }
        else
        {
            yield return $@"\boxed{{{gold}, 987654321}}";
            yield return $@"\boxed{{{gold} \text{{ or }} 987654321}}";
            yield return @"\boxed{987654321}";
            yield return $@"The answer is ${gold.Replace("$", "", StringComparison.Ordinal)}$ or $987654321$.";
        }
        yield return "I do not know.";
    }

    private static bool IsLetters(string gold) => gold.All(c => c is >= 'A' and <= 'J');
}

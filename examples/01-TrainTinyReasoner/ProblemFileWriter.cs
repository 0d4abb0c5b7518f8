using System.Text.Encodings.Web;
using System.Text.Json;
using TrainTinyReasoner.Problems;

namespace TrainTinyReasoner;

/// <summary>Writes problems as JSON lines: id, question, answer.</summary>
internal static class ProblemFileWriter
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string path, IEnumerable<GeneratedProblem> problems)
    {
        IEnumerable<string> lines = problems.Select((problem, i) =>
            JsonSerializer.Serialize(new { id = $"tiny-{i + 1:D4}", question = problem.Question, answer = problem.Answer }, Plain));
        File.WriteAllText(path, string.Join('\n', lines) + '\n');
    }
}

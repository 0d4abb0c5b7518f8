using System.Text.Json;
using TrainTinyReasoner.Problems;

using var w = new StreamWriter(args[0]);
foreach (var p in ProblemGenerator.Problems(1, false).Take(int.Parse(args[1])))
    w.WriteLine(JsonSerializer.Serialize(new { question = p.Question, solution = p.Solution, answer = p.Answer }));
using var h = new StreamWriter(args[0] + ".test");
foreach (var p in ProblemGenerator.Problems(1, true).Take(400))
    h.WriteLine(JsonSerializer.Serialize(new { question = p.Question, solution = p.Solution, answer = p.Answer }));
using var b = new StreamWriter(args[0] + ".sums");
foreach (var p in ProblemGenerator.BareSums(1).Take(2 * int.Parse(args[1])))
    b.WriteLine(p.ToString());

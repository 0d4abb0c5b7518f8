using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Seconds of one GRPO step, ours and that of eager PyTorch, alternating on the same machine.</summary>
internal static class GrpoBenchmark
{
    private const int Rounds = 3, Threads = 2;
    private static readonly string[] s_phases = ["rollout", "logprob", "update", "total"];

    public static int Run(string[] arguments)
    {
        string weights = Repository.ModelWeights
            ?? throw new BenchmarkException("no model lies in this repository, whose shape is measured.");
        GrpoShape shape = GrpoShape.Of(ModelConfiguration.Load(Path.GetDirectoryName(weights)!));
        (string version, string blas) = TorchSide.Describe();
        Console.WriteLine($"torch side: PyTorch {version} on {blas}, eager, float32, {Threads} threads");
        Console.WriteLine($"our side:   float32, {Threads} threads, rollout and gradients on the host");
        Console.WriteLine($"shape: {string.Join(' ', shape.Arguments())}");
        Console.WriteLine($"medians of {Rounds} rounds, the sides in turn, each in a process of its own that sets its threads");
        Console.WriteLine("our log-probabilities are those that the rollout recorded; our minibatches hold whole groups, which share the computation of their prompt");
        Console.WriteLine("relax and verl: the trainer's own parts at their defaults (VERL's stride: 8), the states that are kept for them included");
        string[] options = [.. shape.Arguments(), "--threads", Threads.ToString(CultureInfo.InvariantCulture), "--repeat", "1"];
        var ours = new List<JsonElement>();
        var theirs = new List<JsonElement>();
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(JsonDocument.Parse(ChildProcess.Run(Environment.ProcessPath!, [typeof(ChildProcess).Assembly.Location, "grpo-run", .. options], Threads)).RootElement);
            theirs.Add(TorchSide.Run("grpo.py", options, Threads));
        }

        foreach (string phase in s_phases)
        {
            Figures.Print($"{phase}, seconds", Median(ours, $"{phase}_seconds"), "0.###");
            Figures.Print($"{phase} of torch, seconds", Median(theirs, $"{phase}_seconds"), "0.###");
        }

        double relax = Median(ours, "relax_seconds"), verl = Median(ours, "verl_seconds");
        Figures.Print("relax, seconds", relax, "0.###");
        Figures.Print("verl, seconds", verl, "0.###");
        Figures.Print("relax and verl share of step, %", 100 * (relax + verl) / Median(ours, "latent_total_seconds"), "0.#");
        Figures.Print("grpo step ratio vs torch", Median(ours, "total_seconds") / Median(theirs, "total_seconds"));
        return 0;
    }

    private static double Median(IEnumerable<JsonElement> runs, string name) => Figures.Median(runs.Select(run => run.GetProperty(name).GetDouble()));
}

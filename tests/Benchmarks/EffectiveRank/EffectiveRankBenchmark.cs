using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Reasoning.LatentDynamics;
using TorchSharp;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>ER, ERV and ERA of 16 responses: our two modes beside the two published loops, same data, alternating on the same machine.</summary>
internal static class EffectiveRankBenchmark
{
    private const int Threads = 2;
    private const int Responses = 16;
    private const int Stride = 40;

    // The published loop with a decomposition for each prefix, and float64, are slow and go response by response: four tell.
    private const int Sample = 4;

    private static readonly string[] s_names = ["ER", "ERV", "ERA"];

    public static int Run(string[] arguments)
    {
        (string version, string blas) = TorchSide.Describe();
        Console.WriteLine($"torch side: PyTorch {version} on {blas}, float32; our side: own kernels; both {Threads} threads, stride {Stride}, no cap on the length");
        Console.WriteLine("seconds for 16 responses, medians of the rounds, the sides in turn, each in a process of its own; deviations and the SVD loop");
        Console.WriteLine($"(once, times {Responses / Sample}) over {Sample} of the 16 responses; 'bound' is the error over max(|exact|, 0.01 ER)");
        string folder = Directory.CreateTempSubdirectory("effective-rank").FullName;
        try
        {
            Compared[] large = [.. StateKind.All.Select(kind => Compare(folder, kind, 1024, 1536, rounds: 3))];
            Compared[] small = [.. StateKind.All.Select(kind => Compare(folder, kind, 300, 256, rounds: 5))];
            Console.WriteLine();
            Figures.Print("effective-rank ratio vs torch", large.Min(one => one.Exact));
            Figures.Print("effective-rank small ratio vs torch", small.Min(one => one.Exact));
            // The steep kind cannot be promised in single precision and is computed exactly.
            Figures.Print("effective-rank fast ratio vs torch", large.Where(one => one.Kind != "steep").Min(one => one.Fast));
            Figures.Print("effective-rank fast small ratio vs torch", small.Where(one => one.Kind != "steep").Min(one => one.Fast));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static Compared Compare(string folder, StateKind kind, int tokens, int width, int rounds)
    {
        string file = Path.Combine(folder, "states.npy"), sample = Path.Combine(folder, "sample.npy");
        using (DisposeScope scope = torch.NewDisposeScope())
        {
            torch.Tensor states = kind.Make(Responses, tokens, width);
            NumpyFile.Write(file, states);
            NumpyFile.Write(sample, states.narrow(0, 0, Sample));
        }

        var exact = new List<JsonElement>();
        var fast = new List<JsonElement>();
        var incremental = new List<JsonElement>();
        for (int round = 0; round < rounds; round++)
        {
            exact.Add(Ours(file, tokens, width, EffectiveRankMode.Exact));
            incremental.Add(Theirs(file, ["--ways", "optimized"]));
            fast.Add(Ours(file, tokens, width, EffectiveRankMode.Fast));
        }

        JsonElement plain = Theirs(sample, ["--ways", "original", "optimized", "--reference"]);
        double ownExact = Median(exact, run => run.GetProperty("seconds")), ownFast = Median(fast, run => run.GetProperty("seconds"));
        double gram = Median(incremental, run => run.GetProperty("seconds").GetProperty("optimized"));
        double svd = plain.GetProperty("seconds").GetProperty("original").GetDouble() * Responses / Sample;
        string name = $"T {tokens}, d {width}, {kind.Name}";
        Console.WriteLine();
        Figures.Print($"seconds, {name}, exact", ownExact, "0.000");
        Figures.Print($"seconds, {name}, fast", ownFast, "0.000");
        Figures.Print($"seconds, {name}, torch, incremental Gram", gram, "0.000");
        Figures.Print($"seconds, {name}, torch, SVD of each prefix", svd, "0.000");
        JsonElement reference = plain.GetProperty("reference"), values = plain.GetProperty("values");
        PrintDeviations(name + ", exact", exact[0], reference);
        PrintDeviations(name + ", fast", fast[0], reference);
        PrintDeviations(name + ", torch, incremental Gram", values.GetProperty("optimized"), reference);
        PrintDeviations(name + ", torch, SVD of each prefix", values.GetProperty("original"), reference);
        return new Compared(kind.Name, Math.Min(gram, svd) / ownExact, Math.Min(gram, svd) / ownFast);
    }

    private static void PrintDeviations(string name, JsonElement measured, JsonElement reference)
    {
        string text = $"largest relative deviation from float64, {name}:";
        double bound = 0;
        foreach (string metric in s_names)
        {
            double largest = 0;
            for (int i = 0; i < Sample; i++)
            {
                double exact = reference.GetProperty(metric)[i].GetDouble(), rank = reference.GetProperty("ER")[i].GetDouble();
                double error = Math.Abs(measured.GetProperty(metric)[i].GetDouble() - exact);
                largest = Math.Max(largest, error / Math.Max(Math.Abs(exact), 1e-12));
                bound = Math.Max(bound, error / Math.Max(Math.Abs(exact), 0.01 * rank));
            }

            text += string.Create(CultureInfo.InvariantCulture, $" {metric} {largest:0.0e+0}");
        }

        Console.WriteLine(text + string.Create(CultureInfo.InvariantCulture, $" (bound {bound:0.0e+0})"));
    }

    private static JsonElement Ours(string file, int tokens, int width, EffectiveRankMode mode)
    {
        string[] numbers = [.. new[] { Responses, tokens, width, Stride }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        return JsonDocument.Parse(ChildProcess.RunSelf(["effective-rank-run", file, .. numbers, mode.ToString()], Threads)).RootElement;
    }

    private static JsonElement Theirs(string file, string[] options) => TorchSide.Run(
        "effective_rank.py",
        ["--input", file, "--stride", Stride.ToString(CultureInfo.InvariantCulture), "--threads", Threads.ToString(CultureInfo.InvariantCulture), .. options],
        Threads);

    private static double Median(IEnumerable<JsonElement> runs, Func<JsonElement, JsonElement> value) =>
        Figures.Median(runs.Select(run => value(run).GetDouble()));

    /// <summary>How many times as fast as the faster published loop.</summary>
    private sealed record Compared(string Kind, double Exact, double Fast);
}

using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Tokens a second of batched decoding, ours and that of eager PyTorch with a cache, alternating on the same machine.</summary>
internal static class DecodeBenchmark
{
    private const int Rounds = 5;

    // Then only the sampler that was faster goes on.
    private const int RoundsOfBothSamplers = 2;
    private static readonly string[] s_samplers = ["multinomial", "inverse"];

    public static int Run(string[] arguments)
    {
        DecodeShape[] shapes = [.. Shapes()];
        (string version, string blas) = TorchSide.Describe();
        Console.WriteLine($"torch side: PyTorch {version} on {blas}, eager, float32, the faster of its two samplers");
        using (var probe = new MeasuringProcess(["decode-run", .. (DecodeShape.Standard with { NewTokens = 2 }).Arguments()], 1))
            PrintOwn(probe.Measure().GetProperty("blas").GetString()!);
        Console.WriteLine($"medians of {Rounds} rounds, the sides in turn, each in a process of its own that sets its threads");
        var ratios = new List<double>();
        foreach (DecodeShape shape in shapes)
            foreach (int threads in new[] { 1, 2 })
                ratios.Add(Compare(shape, threads));
        Console.WriteLine();
        Figures.Print("decode ratio vs torch", ratios.Min());
        return 0;
    }

    /// <summary>The shape of the goal, and that of the model that lies in this repository.</summary>
    private static IEnumerable<DecodeShape> Shapes()
    {
        yield return DecodeShape.Standard;
        string? weights = Repository.ModelWeights;
        if (weights is null)
            throw new BenchmarkException("no model lies in this repository; its shape is part of the figure.");
        yield return DecodeShape.Of("shipped model", ModelConfiguration.Load(Path.GetDirectoryName(weights)!));
    }

    /// <summary>Prints both sides' medians and where our time goes; returns the ratio.</summary>
    private static double Compare(DecodeShape shape, int threads)
    {
        var ours = new List<JsonElement>();
        var theirs = s_samplers.ToDictionary(sampler => sampler, _ => new List<JsonElement>());
        string[] options = [.. shape.Arguments(), "--threads", threads.ToString(CultureInfo.InvariantCulture), "--repeat", "1"];
        using var own = new MeasuringProcess(["decode-run", .. shape.Arguments()], threads);
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(own.Measure());
            foreach (string sampler in round < RoundsOfBothSamplers ? s_samplers : [Faster()])
                theirs[sampler].Add(TorchSide.Run("decode.py", [.. options, "--sampler", sampler], threads));
        }

        string name = $"{shape.Name}, batch {shape.Batch}, {threads} thread{(threads == 1 ? "" : "s")}";
        double speed = Median(ours, "tokens_per_second"), torch = Median(theirs[Faster()], "tokens_per_second");
        Console.WriteLine();
        Figures.Print($"tokens/s, {name}", speed, "0");
        Figures.Print($"tokens/s of torch, {name}", torch, "0");
        Figures.Print($"ratio, {name}", speed / torch);
        Console.WriteLine($"  rounds from {Range(ours)}; torch from {Range(theirs[Faster()])} with the sampler '{Faster()}'");
        PrintOperators(ours, threads);
        return speed / torch;

        string Faster() => theirs.MaxBy(pair => Speeds(pair.Value).Take(RoundsOfBothSamplers).Max()).Key;
    }

    /// <summary>The slowest and the fastest round: far apart where something else took the processor.</summary>
    private static string Range(List<JsonElement> runs) =>
        string.Create(CultureInfo.InvariantCulture, $"{Speeds(runs).Min():0} to {Speeds(runs).Max():0}");

    private static IEnumerable<double> Speeds(List<JsonElement> runs) => runs.Select(run => run.GetProperty("tokens_per_second").GetDouble());

    /// <summary>The share of each operator in the decoding time of all threads.</summary>
    private static void PrintOperators(List<JsonElement> runs, int threads)
    {
        double all = Median(runs, "decode_seconds") * threads, known = 0;
        Console.WriteLine("  where our time goes:");
        foreach (string name in runs[0].GetProperty("operators").EnumerateObject().Select(property => property.Name))
        {
            double seconds = Figures.Median(runs.Select(run => run.GetProperty("operators").GetProperty(name).GetDouble()));
            known += seconds;
            Print(name, seconds);
        }

        Print("sampling, the rest, waiting", Math.Max(0, all - known));

        void Print(string name, double seconds) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {100 * seconds / all,6:0.0} %  {name}"));
    }

    private static void PrintOwn(string blas) => Console.WriteLine(
        $"our side:   float32, decoding on the host where it has 256-bit vectors, else and for prompts on {Path.GetFileName(blas)}");

    private static double Median(IEnumerable<JsonElement> runs, string name) =>
        Figures.Median(runs.Select(run => run.GetProperty(name).GetDouble()));
}

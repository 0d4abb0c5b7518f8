using System.Text.Json;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Tokens a second of batched decoding, ours and that of eager PyTorch with a cache, alternating on the same machine.</summary>
internal static class DecodeBenchmark
{
    private const int Rounds = 5;
    private static readonly string[] s_samplers = ["multinomial", "inverse"];

    public static int Run(string[] arguments)
    {
        (string version, string blas) = TorchSide.Describe();
        Console.WriteLine($"torch side: PyTorch {version} on {blas}, eager, the faster of its two samplers");
        Console.WriteLine($"our side:   {RunOurs(DecodeShape.Standard with { NewTokens = 2 }, 1).GetProperty("blas").GetString()}");
        var ratios = new List<double>();
        foreach (DecodeShape shape in new[] { DecodeShape.Standard })
            foreach (int threads in new[] { 1, 2 })
                ratios.Add(Compare(shape, threads));
        Figures.Print("decode ratio vs torch", ratios.Min());
        return 0;
    }

    /// <summary>Prints both sides' medians and returns the ratio.</summary>
    private static double Compare(DecodeShape shape, int threads)
    {
        var ours = new List<double>();
        var theirs = s_samplers.ToDictionary(sampler => sampler, _ => new List<double>());
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(Speed(RunOurs(shape, threads)));
            string[] common = [.. shape.Arguments(), "--threads", threads.ToString(System.Globalization.CultureInfo.InvariantCulture), "--repeat", "1"];
            foreach (string sampler in s_samplers)
                theirs[sampler].Add(Speed(TorchSide.Run("decode.py", [.. common, "--sampler", sampler], threads)));
        }

        string name = $"{shape.Name}, batch {shape.Batch}, {threads} thread{(threads == 1 ? "" : "s")}";
        double own = Figures.Median(ours), torch = theirs.Values.Max(Figures.Median);
        Figures.Print($"tokens per second, {name}", own, "0");
        Figures.Print($"tokens per second of torch, {name}", torch, "0");
        Figures.Print($"ratio, {name}", own / torch);
        return own / torch;
    }

    private static JsonElement RunOurs(DecodeShape shape, int threads) =>
        JsonDocument.Parse(ChildProcess.RunSelf(["decode-run", .. shape.Arguments()], threads)).RootElement;

    private static double Speed(JsonElement result) => result.GetProperty("tokens_per_second").GetDouble();
}

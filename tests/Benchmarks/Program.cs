namespace Microsoft.ML.Reasoning.Benchmarks;

internal static class Program
{
    private static readonly Dictionary<string, (string Summary, Func<string[], int> Run)> s_benchmarks = new()
    {
        ["decode"] = ("tokens/s of batched decoding on the CPU, beside eager PyTorch", DecodeBenchmark.Run),
        ["decode-device"] = ("tokens/s of batched decoding on a GPU (--device, --shape), beside the memory's limit and Hugging Face", DeviceDecodeBenchmark.Run),
        ["dispersion"] = ("seconds of spectral dispersion and its gradient, beside PyTorch, and their share of the policy's", DispersionBenchmark.Run),
        ["grpo"] = ("seconds of one GRPO step on the CPU, beside eager PyTorch, and the share of ReLaX and VERL", GrpoBenchmark.Run),
        ["led"] = ("what latent exploration adds to a decode step, at several rates, beside the arithmetic that it needs", LedBenchmark.Run),
        ["effective-rank"] = ("effective rank and its differences of 16 responses, beside the published loops in PyTorch", EffectiveRankBenchmark.Run),
        ["verify"] = ("answers/s that one thread verifies, over real model outputs", VerifyBenchmark.Run),
    };

    private static int Main(string[] arguments)
    {
        if (arguments is ["decode-run", .. string[] rest])
            return DecodeRun.Run(rest); // A child process of the decode benchmark, which sets its number of threads.
        if (arguments is ["dispersion-run", .. string[] shape])
            return DispersionRun.Run(shape);
        if (arguments is ["grpo-run", .. string[] step])
            return GrpoRun.Run(step);
        if (arguments is ["effective-rank-run", .. string[] run])
            return EffectiveRankRun.Run(run);
        if (arguments is [string name, .. string[] options] && s_benchmarks.TryGetValue(name, out var benchmark))
        {
            try
            {
                return benchmark.Run(options);
            }
            catch (BenchmarkException problem)
            {
                Console.Error.WriteLine($"{name}: {problem.Message}");
                return 1;
            }
        }

        Console.Error.WriteLine("Benchmarks:");
        foreach ((string known, (string summary, _)) in s_benchmarks)
            Console.Error.WriteLine($"  {known,-14} {summary}");
        return arguments.Length == 0 ? 0 : 2;
    }
}

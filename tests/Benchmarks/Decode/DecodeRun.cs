using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>
/// Our side of the decode benchmark, in a process of its own: the same work as the opponent's, timed in the same way, once for each line
/// that it reads.
/// </summary>
internal static class DecodeRun
{
    public static int Run(string[] arguments)
    {
        DecodeShape shape = DecodeShape.Parse(arguments);
        set_num_threads(int.Parse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "1", CultureInfo.InvariantCulture));
        using CausalLanguageModel model = CausalLanguageModel.Create(shape.Configuration(), tokenizer: null, seed: 1);
        int[][] prompts =
        [
            .. Enumerable.Range(0, shape.Batch).Select(row => Enumerable.Range(0, shape.Prompt)
                .Select(i => CounterRandom.Below(new RandomKey(1, RandomPurpose.Data, row), (uint)i, shape.Vocabulary)).ToArray()),
        ];
        OperatorClock.Enabled = true;
        // Until the compiler has seen everything often enough: the opponent's program comes compiled.
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 3;)
            Measure(model, prompts, shape.NewTokens);
        while (Console.ReadLine() is not null)
        {
            OperatorClock.Take();
            (double prefill, double decode) = Measure(model, prompts, shape.NewTokens);
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                tokens_per_second = shape.Batch * shape.NewTokens / decode,
                decode_seconds = decode,
                prefill_seconds = prefill,
                operators = OperatorClock.Take().ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
                blas = Blas(),
            }));
        }

        return 0;
    }

    /// <summary>Seconds until the prompts' last logits are there, and from then to the end.</summary>
    private static (double Prefill, double Decode) Measure(CausalLanguageModel model, int[][] prompts, int newTokens)
    {
        var strategy = new TimedSampling();
        long begin = Stopwatch.GetTimestamp();
        IReadOnlyList<GeneratedSample> samples = model.Generate(
            prompts, new GenerationOptions { MaxNewTokens = newTokens, BatchSize = prompts.Length, StopTokenIds = [], Strategy = strategy });
        long end = Stopwatch.GetTimestamp();
        if (samples.Sum(sample => sample.TokenIds.Count) != prompts.Length * newTokens)
            throw new BenchmarkException("a row ended early.");
        return (Stopwatch.GetElapsedTime(begin, strategy.Begin).TotalSeconds, Stopwatch.GetElapsedTime(strategy.Begin, end).TotalSeconds);
    }

    private static string Blas() => File.Exists("/proc/self/maps")
        ? File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1])
            .FirstOrDefault(path => path.Contains("blas", StringComparison.OrdinalIgnoreCase)) ?? "no BLAS"
        : "unknown";
}

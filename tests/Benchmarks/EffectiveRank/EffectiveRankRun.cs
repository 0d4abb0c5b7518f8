using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Reasoning.LatentDynamics;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Our side of the effective-rank benchmark, in a process of its own: FILE.npy, responses, tokens, width, stride, mode.</summary>
internal static class EffectiveRankRun
{
    public static int Run(string[] arguments)
    {
        set_num_threads(int.Parse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "1", CultureInfo.InvariantCulture));
        long[] shape = [.. arguments[1..4].Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        var options = new EffectiveRankOptions
        {
            Stride = int.Parse(arguments[4], CultureInfo.InvariantCulture),
            Mode = Enum.Parse<EffectiveRankMode>(arguments[5]),
        };
        Tensor states = NumpyFile.Read(arguments[0], shape);
        Tensor[] responses = [.. Enumerable.Range(0, (int)shape[0]).Select(i => states[i])];
        // Until the compiler has seen everything often enough: the opponent's program comes compiled.
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 3;)
            EffectiveRank.Measure(responses[..Math.Min(4, responses.Length)], options);
        long start = Stopwatch.GetTimestamp();
        EffectiveRankMeasurement[] measured = EffectiveRank.Measure(responses, options);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            seconds,
            ER = measured.Select(one => one.Rank),
            ERV = measured.Select(one => one.Velocity),
            ERA = measured.Select(one => one.Acceleration),
        }));
        return 0;
    }
}

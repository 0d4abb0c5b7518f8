using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.LatentDynamics;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Our side of the dispersion benchmark, in a process of its own that measures once for every line it reads.</summary>
internal static class DispersionRun
{
    private const double Correlation = 0.7;

    public static int Run(string[] arguments)
    {
        set_num_threads(int.Parse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "1", CultureInfo.InvariantCulture));
        if (arguments is ["actor"])
            return ActorShare.Run();
        var options = arguments.Chunk(2).ToDictionary(pair => pair[0][2..], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
        int responses = options["responses"], tokens = options["tokens"], width = options["width"], observables = options["dictionary"];
        using Tensor states = Normal(responses * tokens, width, 1);
        Correlate(states, responses, tokens);
        using Tensor weights = Normal(observables, width, Math.Sqrt(1.0 / width));
        using KoopmanDictionary dictionary = KoopmanDictionary.FromProjection(weights);
        using Tensor gradient = zeros_like(states);
        int[] lengths = [.. Enumerable.Repeat(tokens, responses)];
        // Until the compiler has seen everything often enough: the opponent's program comes compiled.
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 3;)
            (Direct(), Differentiated()).ToString();
        while (Console.ReadLine() is not null)
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                seconds = Enumerable.Range(0, 3).Min(_ => Direct()),
                autograd_seconds = Enumerable.Range(0, 3).Min(_ => Differentiated()),
            }));
        return 0;

        double Direct() => Seconds(states, lengths, dictionary, gradient);

        double Differentiated()
        {
            using Tensor leaf = states.detach().requires_grad_(true);
            long begin = Stopwatch.GetTimestamp();
            using (DispersionResult result = SpectralDispersion.Measure(leaf, lengths, dictionary))
            using (Tensor mean = result.Dispersion.mean())
                mean.backward();
            double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            leaf.grad?.Dispose();
            return seconds;
        }
    }

    /// <summary>Seconds of the dispersions and of the gradient of their mean, which replaces what the tensor holds.</summary>
    public static double Seconds(Tensor states, int[] lengths, KoopmanDictionary dictionary, Tensor gradient)
    {
        long begin = Stopwatch.GetTimestamp();
        using (DispersionResult result = SpectralDispersion.Measure(states, lengths, dictionary, new() { KeepGradient = true }))
            result.AddGradient([.. Enumerable.Repeat(1.0 / lengths.Length, lengths.Length)], gradient, overwrite: true);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static Tensor Normal(int rows, int columns, double deviation)
    {
        var numbers = new float[rows * columns];
        CounterRandom.FillNormal(new RandomKey(1, RandomPurpose.Weights, columns + rows), numbers, 0, deviation);
        return tensor(numbers, [rows, columns]);
    }

    /// <summary>Every token is Correlation times the one before it, plus noise: the opponent's tokens.</summary>
    private static void Correlate(Tensor states, int responses, int tokens)
    {
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        Tensor rows = states.view(responses, tokens, -1);
        for (int t = 1; t < tokens; t++)
        {
            using TorchSharp.DisposeScope step = NewDisposeScope();
            rows.select(1, t).mul_(Math.Sqrt(1 - Correlation * Correlation)).add_(rows.select(1, t - 1), Correlation);
        }
    }
}

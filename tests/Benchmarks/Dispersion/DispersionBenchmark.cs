using System.Globalization;
using System.Text.Json;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Seconds of spectral dispersion and its gradient, ours and those of PyTorch one sequence at a time, in turn on the same machine.</summary>
internal static class DispersionBenchmark
{
    private const int Rounds = 5, Responses = 16, Observables = 50, Threads = 2;

    public static int Run(string[] arguments)
    {
        (string version, string blas) = TorchSide.Describe();
        Console.WriteLine($"torch side: PyTorch {version} on {blas}, its loop over sequences; our side: gradient into a tensor that is there already");
        Console.WriteLine($"{Responses} responses, {Observables} observables, float32 states, {Threads} threads; medians of {Rounds} rounds in turn, each the best of 3");
        double ratio = Math.Min(Compare(tokens: 1024, width: 1536), Compare(tokens: 100, width: 160));
        using var own = new MeasuringProcess(["dispersion-run", "actor"], Threads);
        JsonElement actor = own.Measure();
        double dispersion = actor.GetProperty("dispersion_seconds").GetDouble(), policy = actor.GetProperty("policy_seconds").GetDouble();
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"shipped model, 16 responses of one prompt, {actor.GetProperty("tokens").GetInt32()} tokens, {actor.GetProperty("observables").GetInt32()} observables: "
            + $"dispersion {1000 * dispersion:0.0} ms, forward and backward of the policy loss {1000 * policy:0.0} ms (largest cond(V) {actor.GetProperty("condition").GetDouble():0})"));
        Console.WriteLine();
        Figures.Print("dispersion share of actor, %", 100 * dispersion / policy, "0.0");
        Figures.Print("dispersion ratio vs torch", ratio);
        return 0;
    }

    private static double Compare(int tokens, int width)
    {
        string[] shape =
        [
            "--responses", Text(Responses), "--tokens", Text(tokens), "--width", Text(width), "--dictionary", Text(Observables),
        ];
        using var own = new MeasuringProcess(["dispersion-run", .. shape], Threads);
        own.Measure();
        var ours = new List<double>();
        var differentiated = new List<double>();
        var theirs = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            JsonElement result = own.Measure();
            ours.Add(result.GetProperty("seconds").GetDouble());
            differentiated.Add(result.GetProperty("autograd_seconds").GetDouble());
            JsonElement torch = TorchSide.Run("dispersion.py", [.. shape, "--threads", Text(Threads), "--repeat", "3", "--ways", "loop"], Threads);
            theirs.Add(torch.GetProperty("ways").GetProperty("loop").GetProperty("seconds").GetDouble());
        }

        string name = $"T {tokens}, d {width}";
        double seconds = Figures.Median(ours), opponent = Figures.Median(theirs);
        Console.WriteLine();
        Figures.Print($"seconds, {name}", seconds, "0.0000");
        Figures.Print($"seconds through autograd, into a new tensor, {name}", Figures.Median(differentiated), "0.0000");
        Figures.Print($"seconds of torch, {name}", opponent, "0.0000");
        Figures.Print($"ratio, {name}", opponent / seconds);
        return opponent / seconds;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

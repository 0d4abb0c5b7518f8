using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>
/// Tokens a second of batched decoding on a device, as a share of what its memory's speed allows, and beside Hugging Face's
/// transformers where the machine has them. Random weights: the time does not depend on them.
/// </summary>
internal static class DeviceDecodeBenchmark
{
    private const int Rounds = 3;

    public static int Run(string[] arguments)
    {
        var options = arguments.Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "");
        string name = options.GetValueOrDefault("--device", "cuda"), wanted = options.GetValueOrDefault("--shape", "qwen2.5-1.5b");
        DeviceShape shape = DeviceShape.All.FirstOrDefault(known => known.Name == wanted)
            ?? throw new BenchmarkException($"no shape '{wanted}'; known: {string.Join(", ", DeviceShape.All.Select(known => known.Name))}.");
        Device on = device(name);
        if (on.type == DeviceType.CUDA && !cuda.is_available())
            throw new BenchmarkException("this machine has no GPU that torch can use.");
        double copied = CopySpeed(on);
        Figures.Print($"copy on {name}, GB/s", copied / 1e9, "0");
        (double seconds, long parameters) = Ours(shape, on);
        double limit = copied / shape.BytesPerStep(parameters) * shape.Batch, own = shape.Batch * (shape.NewTokens - 1) / seconds;
        string what = $"{shape.Name}, batch {shape.Batch}, prompt {shape.Prompt}, {shape.NewTokens} new tokens, bfloat16, {name}";
        Figures.Print($"tokens/s, {what}", own, "0");
        Figures.Print($"tokens/s that the memory allows, {shape.Name}", limit, "0");
        Figures.Print($"share of that limit, %, {shape.Name}", 100 * own / limit, "0.0");
        if (HuggingFace(shape, name) is { } theirs)
        {
            Figures.Print($"tokens/s of transformers, {shape.Name}", theirs, "0");
            Figures.Print($"decode ratio vs transformers, {shape.Name}", own / theirs);
        }
        return 0;
    }

    /// <summary>Bytes a second that a large copy reads and writes.</summary>
    private static double CopySpeed(Device on)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        long count = on.type == DeviceType.CUDA ? 1L << 30 : 1L << 24;
        Tensor from = ones([count], ScalarType.Float32, on), to = zeros([count], ScalarType.Float32, on);
        var speeds = new List<double>();
        for (int round = 0; round < 5; round++)
        {
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < 10; i++)
                to.copy_(from);
            // Reading a number waits for the device.
            _ = to[count - 1].cpu().item<float>();
            speeds.Add(10 * 2.0 * sizeof(float) * count / Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }
        return Figures.Median(speeds);
    }

    /// <summary>Median seconds from the first choice to the end.</summary>
    private static (double Seconds, long Parameters) Ours(DeviceShape shape, Device on)
    {
        using CausalLanguageModel model = CausalLanguageModel.Create(shape.Model, tokenizer: null, seed: 1, on);
        int[][] prompts =
        [
            .. Enumerable.Range(0, shape.Batch).Select(row => Enumerable.Range(0, shape.Prompt)
                .Select(i => CounterRandom.Below(new RandomKey(1, RandomPurpose.Data, row), (uint)i, shape.Model.VocabularySize)).ToArray()),
        ];
        var seconds = new List<double>();
        for (int round = 0; round <= Rounds; round++)
        {
            var strategy = new TimedSampling();
            IReadOnlyList<GeneratedSample> samples = model.Generate(
                prompts, new GenerationOptions { MaxNewTokens = shape.NewTokens, BatchSize = shape.Batch, StopTokenIds = [], Strategy = strategy });
            if (samples.Any(sample => sample.TokenIds.Count != shape.NewTokens))
                throw new BenchmarkException("a row ended early.");
            // The first round loads what is loaded once.
            if (round > 0)
                seconds.Add(strategy.SecondsSince());
        }
        return (Figures.Median(seconds), model.Parameters.Values.Sum(weight => weight.NumberOfElements));
    }

    private static double? HuggingFace(DeviceShape shape, string name)
    {
        string[] options =
        [
            "--device", name, "--layers", Text(shape.Model.LayerCount), "--width", Text(shape.Model.HiddenSize), "--feed-forward", Text(shape.Model.IntermediateSize),
            "--heads", Text(shape.Model.HeadCount), "--kv-heads", Text(shape.Model.KeyValueHeadCount), "--vocabulary", Text(shape.Model.VocabularySize),
            "--tied", Text(shape.Model.TieWordEmbeddings ? 1 : 0), "--batch", Text(shape.Batch), "--prompt", Text(shape.Prompt), "--new-tokens", Text(shape.NewTokens),
        ];
        try
        {
            string folder = Path.Combine(AppContext.BaseDirectory, "Decode");
            string output = ChildProcess.Run("python3", ["transformers_decode.py", .. options], Environment.ProcessorCount, folder);
            return JsonDocument.Parse(output.Trim().Split('\n')[^1]).RootElement.GetProperty("tokens_per_second").GetDouble();
        }
        catch (BenchmarkException problem)
        {
            Console.WriteLine($"no figure of transformers: {problem.Message.Split('\n')[^1]}");
            return null;
        }
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.LatentDynamics;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>What the dispersion of 16 responses of the shipped model costs beside the gradient of the policy loss on them.</summary>
internal static class ActorShare
{
    private const int Repeats = 15;

    public static int Run()
    {
        string? weights = Repository.ModelWeights, problems = Repository.Find("tiny-problems.jsonl");
        if (weights is null || problems is null)
            throw new BenchmarkException("the model and the problems of this repository are not there.");
        using CausalLanguageModel model = CausalLanguageModel.Load(Path.GetDirectoryName(weights)!);
        string question = ProblemFile.Read(problems).First().Question;
        IReadOnlyList<GeneratedSample> samples = model.Generate(
            [model.Tokenizer!.Encode(model.ChatTemplate!.Apply([new ChatMessage(ChatMessage.User, question)]), addSpecialTokens: false).ToArray()],
            new GenerationOptions { SamplesPerPrompt = 16, MaxNewTokens = 256, KeepStates = [-1], Seed = 1 });
        using Tensor states = cat([.. samples.Select(sample => sample.States!.select(0, 0))], 0).to(ScalarType.Float32);
        int[] lengths = [.. samples.Select(sample => sample.TokenIds.Count)];
        using KoopmanDictionary dictionary = KoopmanDictionary.Fit([.. states.split(lengths.Select(length => (long)length).ToArray())], new() { Steps = 0 });
        using Tensor gradient = zeros_like(states);
        using var optimizer = new PolicyOptimizer(model);
        PolicySequence[] sequences =
        [
            .. samples.Select((sample, i) => new PolicySequence(sample.PromptTokenIds, sample.TokenIds, 0, i % 2 == 0 ? 1 : -1)
            {
                OldLogProbabilities = sample.LogProbabilities,
            }),
        ];
        using var adam = new AdamW(zeros([model.Weights.Values.shape[0]]), zeros([model.Weights.Values.shape[0]]), 0);
        double condition = 0;
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 3;)
        {
            Update();
            DispersionRun.Seconds(states, lengths, dictionary, gradient);
        }

        using (DispersionResult found = SpectralDispersion.Measure(states, lengths, dictionary))
            condition = found.Condition.Max();
        double[] dispersions = new double[Repeats], updates = new double[Repeats], steps = new double[Repeats];
        for (int i = 0; i < Repeats; i++)
        {
            updates[i] = Update();
            dispersions[i] = DispersionRun.Seconds(states, lengths, dictionary, gradient);
            long begin = Stopwatch.GetTimestamp();
            adam.Step(0);
            steps[i] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }

        Console.ReadLine();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            tokens = lengths.Sum(),
            observables = dictionary.Observables,
            condition,
            dispersion_seconds = Figures.Median(dispersions),
            // The update's step is no part of forward and backward.
            policy_seconds = Figures.Median(updates) - Figures.Median(steps),
        }));
        return 0;

        double Update()
        {
            long begin = Stopwatch.GetTimestamp();
            optimizer.Update(sequences, 0, new());
            return Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }
    }
}

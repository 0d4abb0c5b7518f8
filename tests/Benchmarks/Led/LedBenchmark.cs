using System.Globalization;
using Microsoft.ML.Reasoning.LanguageModels;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>What latent exploration adds to a decode step, at several rates of exploring, beside the arithmetic that it needs.</summary>
internal static class LedBenchmark
{
    private const int WarmSteps = 12;
    // The first is what the strategy costs where nobody explores.
    private static readonly double[] s_rates = [1e-6, 0.005, 0.02, 0.1, 1];

    public static int Run(string[] arguments)
    {
        Console.WriteLine($"host decoder, weights of bfloat16, arithmetic of float32, threads: {get_num_threads()}, batch 64, 8 candidates, vocabulary 32000");
        Console.WriteLine("two runs of the same prompts sample and explore in turn; copies of the inner layers' states, under 0.3 % of a step, are in both");
        Console.WriteLine("overhead: median over blocks of 12 steps of LED's time / sampling's - 1");
        Console.WriteLine("floor: rate that was measured x inner layers x the head's share of a sampling step; limit: 1.3 x floor + 2 points");
        double overhead = Measure("28 layers, width 512, depth 8", 28, 512, 8, steps: [60, 84, 120, 60, 24])[2];
        Measure("8 layers, width 256, depth 7", 8, 256, 7, steps: [156, 204, 204, 156, 60]);
        ShippedModel();
        Console.WriteLine();
        Figures.Print("led overhead, %", overhead);
        return 0;
    }

    private static double[] Measure(string name, int layers, int width, int depth, int[] steps)
    {
        using var pair = new LedPair(layers, width, depth);
        pair.Measure(1, 2);
        pair.Measure(0.1, WarmSteps);
        Console.WriteLine();
        Console.WriteLine(name);
        double[] overheads = new double[s_rates.Length];
        for (int i = 0; i < s_rates.Length; i++)
        {
            LedSteps measured = pair.Measure(s_rates[i], steps[i]);
            double share = measured.HeadShare(get_num_threads()), floor = 100 * measured.Rate * (depth - 1) * share;
            overheads[i] = 100 * measured.Overhead;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  rate {100 * s_rates[i],5:0.0} % ({100 * measured.Rate,6:0.00} % measured): sampling {1000 * Figures.Median(measured.Plain),6:0.0} ms, head {100 * share,4:0.0} %; overhead {overheads[i],6:0.0} %, floor {floor,6:0.0} %, limit {1.3 * floor + 2,6:0.0} %"));
        }

        for (int i = 0; i < s_rates.Length; i++)
            Figures.Print(string.Create(CultureInfo.InvariantCulture, $"overhead at {100 * s_rates[i]:0.##} %, {name}"), overheads[i]);
        return overheads;
    }

    /// <summary>How often the model of this repository explores.</summary>
    private static void ShippedModel()
    {
        string? weights = Repository.ModelWeights, problems = Repository.Find("tiny-problems.jsonl");
        if (weights is null || problems is null)
            throw new BenchmarkException("the model and the problems of this repository are not there.");
        using CausalLanguageModel model = CausalLanguageModel.Load(Path.GetDirectoryName(weights)!);
        string[] prompts =
        [
            .. ProblemFile.Read(problems).Take(40)
                .Select(problem => model.ChatTemplate!.Apply([new ChatMessage(ChatMessage.User, problem.Question)])),
        ];
        Console.WriteLine();
        Console.WriteLine($"the shipped model, {prompts.Length} problems, 8 samples of each");
        foreach (float temperature in new[] { 0.6f, 1f })
        {
            var options = new GenerationOptions
            {
                SamplesPerPrompt = 8, MaxNewTokens = 160, Temperature = temperature, Seed = 1, Strategy = new LatentExplorationDecoding(),
            };
            var summary = LatentExplorationSummary.Of(model.Generate(prompts, options));
            string at = $"at temperature {temperature.ToString("0.0", CultureInfo.InvariantCulture)}";
            Console.WriteLine($"  {at}: {summary}");
            Figures.Print($"exploration rate of the shipped model {at}, %", 100 * summary.ExplorationRate);
        }
    }
}

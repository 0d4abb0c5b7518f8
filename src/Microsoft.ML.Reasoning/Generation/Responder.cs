using System.Diagnostics;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Hands prompts of a view to the engine, and says in the log and to the user's progress how it goes.</summary>
internal sealed class Responder(
    IHost host, CausalLanguageModel model, SamplingState sampling, IProgress<GenerationProgress>? progress,
    CancellationToken cancellationToken)
{
    private GenerationProgress _done = new(0, 0, 0, TimeSpan.Zero);
    private bool _told;

    /// <summary>The samples of each prompt, in order.</summary>
    public IReadOnlyList<IReadOnlyList<Response>> Answer(IReadOnlyList<PromptRow> rows, string columnName)
    {
        HuggingFaceTokenizer tokenizer = PromptCheck.HasTokenizer(model);
        var prompts = new List<IReadOnlyList<int>>(rows.Count);
        int tooLong = 0;
        foreach (PromptRow row in rows)
        {
            IReadOnlyList<int> tokens = PromptEncoding.Encode(tokenizer, row.Text);
            tooLong += PromptCheck.Fits(model, tokens, row, columnName, sampling.LongPrompts) ? 0 : 1;
            prompts.Add(tokens);
        }
        using IChannel channel = host.Start("Generate");
        GenerationProgress before = _done;
        GenerationOptions options = sampling.ToOptions(
            rows.Select(row => row.Key).ToArray(), progress is null ? null : new Relay(now => progress.Report(Add(before, now))),
            cancellationToken);
        TellSettings(channel, options.Resolve(model));
        var clock = Stopwatch.StartNew();
        IReadOnlyList<GeneratedSample> samples = model.Generate(prompts, options);
        if (tooLong > 0)
            channel.Warning(MessageSensitivity.None, "rows {0} to {1}: {2} prompts leave no room in the context of {3} tokens and got no answer",
                rows[0].Position, rows[^1].Position, tooLong, model.Configuration.ContextLength);
        Report(channel, rows, samples, clock.Elapsed);
        return Regroup(rows, samples);
    }

    private void Report(IChannel channel, IReadOnlyList<PromptRow> rows, IReadOnlyList<GeneratedSample> samples, TimeSpan elapsed)
    {
        int truncated = samples.Count(sample => sample.FinishReason == FinishReason.Length);
        var now = new GenerationProgress(samples.Sum(sample => (long)sample.TokenIds.Count), samples.Count, samples.Count, elapsed);
        _done = Add(_done, now);
        channel.Info(MessageSensitivity.None,
            "rows {0} to {1}: {2} samples, {3} tokens in {4:0.0} s ({5:0} tokens/s), {6} cut off; {7} samples so far",
            rows[0].Position, rows[^1].Position, samples.Count, now.Tokens, elapsed.TotalSeconds, now.TokensPerSecond,
            truncated, _done.Finished);
    }

    private void TellSettings(IChannel channel, GenerationSettings settings)
    {
        if (_told)
            return;
        _told = true;
        channel.Info(MessageSensitivity.None,
            "at most {0} tokens, temperature {1}, top-k {2}, top-p {3}, min-p {4}, repetition penalty {5}, {6} stop tokens, {7} stop strings; " +
            "from the model's generation_config.json: {8}",
            settings.MaxNewTokens, settings.Temperature, settings.TopK, settings.TopP, settings.MinP, settings.RepetitionPenalty,
            settings.StopTokenIds.Count, settings.StopStrings.Count,
            settings.FromModel.Count == 0 ? "nothing" : string.Join(", ", settings.FromModel));
    }

    private Response[][] Regroup(IReadOnlyList<PromptRow> rows, IReadOnlyList<GeneratedSample> samples)
    {
        var responses = new Response[rows.Count][];
        for (int row = 0; row < rows.Count; row++)
            responses[row] = new Response[sampling.SamplesPerPrompt];
        foreach (GeneratedSample sample in samples)
        {
            float mean = sample.LogProbabilities.Count > 0 ? sample.LogProbabilities.Average() : 0;
            responses[sample.PromptIndex][sample.SampleIndex] = new Response(
                sample.Text ?? "", sample.FinishReason, sample.TokenIds.Count, mean, Keep(sample, rows[sample.PromptIndex].Text))
            {
                BehaviourLogProbabilities = sample.BehaviourLogProbabilities, Records = sample.Records,
            };
        }
        return responses;
    }

    /// <summary>The sample's states, which belong to the row from now on.</summary>
    private KeptResponse? Keep(GeneratedSample sample, string prompt) => sample.States is null ? null : new KeptResponse(
        model, prompt, sample.Text ?? "", sample.PromptTokenIds, sample.TokenIds, sampling.KeepStates, new TokenStates(sample.States));

    private static GenerationProgress Add(GenerationProgress a, GenerationProgress b) =>
        new(a.Tokens + b.Tokens, a.Finished + b.Finished, a.Total + b.Total, a.Elapsed + b.Elapsed);

    /// <summary>Reports at once, on the thread that generates; <see cref="Progress{T}"/> would lose the order.</summary>
    private sealed class Relay(Action<GenerationProgress> report) : IProgress<GenerationProgress>
    {
        public void Report(GenerationProgress value) => report(value);
    }
}

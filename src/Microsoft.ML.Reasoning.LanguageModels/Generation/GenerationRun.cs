using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>One call of <c>Generate</c>: keeps the batch full from the queue of prompts until every sample has ended.</summary>
internal sealed class GenerationRun : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);
    private readonly CausalLanguageModel model;
    private readonly GenerationOptions options;
    private readonly GenerationSettings settings;
    private readonly IDecodingStrategy strategy;
    private readonly HashSet<int> stopTokenIds;
    private readonly int finalLayer;
    private readonly int capacity;
    private readonly int[] layers;
    private readonly (int Asked, int Layer)[] strategyLayers;
    private readonly DecodingBatch batch;
    private readonly PromptQueue queue;
    private readonly GeneratedSample?[] results;
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan reported;
    private long tokens;
    private int finished;

    /// <summary>Checks everything before anything is computed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The tokens of the prompts.</param>
    /// <param name="options">How.</param>
    /// <param name="streams">The text is wanted as the tokens come, of the one sample that there is.</param>
    public GenerationRun(
        CausalLanguageModel model, IReadOnlyList<IReadOnlyList<int>> prompts, GenerationOptions options, bool streams = false)
    {
        settings = options.ResolveFor(model, prompts.Count);
        this.model = model;
        this.options = options;
        ModelConfiguration configuration = model.Configuration;
        finalLayer = configuration.LayerCount;
        QueuedPrompt[] queued = QueuedPrompt.From(prompts, options, settings.MaxNewTokens, configuration);
        strategy = options.Strategy ?? (settings.Temperature == 0 ? new GreedyDecoding() : new SamplingDecoding());
        strategy = strategy.Prepare(model, options);
        strategyLayers = [.. strategy.Layers(finalLayer).Select(layer => (layer, Layer(layer)))];
        int[] keptLayers = [.. options.KeepStates.Select(Layer)];
        layers = [.. strategyLayers.Select(pair => pair.Layer).Concat(keptLayers).Append(finalLayer).Distinct()];
        stopTokenIds = [.. settings.StopTokenIds];
        results = new GeneratedSample?[queued.Length * options.SamplesPerPrompt];
        capacity = Math.Min(options.BatchSize, Math.Max(1, results.Length));
        int columns = queued.Length == 0 ? 1 : queued.Max(prompt => prompt.Length + prompt.MaxNewTokens);
        queue = new PromptQueue(
            model, queued.Where(prompt => prompt.MaxNewTokens > 0), options.SamplesPerPrompt, layers, OpenText(streams));
        Skip(queued.Where(prompt => prompt.MaxNewTokens == 0), keptLayers.Length);
        TokenHistory? history = settings.RepetitionPenalty == 1
            ? null
            : new TokenHistory(capacity, configuration.VocabularySize, settings.RepetitionPenalty, model.Device);
        batch = DecodingBatch.Create(model, capacity, columns, layers, keptLayers, strategy.MemoryWidth, history);
    }

    /// <summary>The samples, by prompt and then by sample.</summary>
    public IReadOnlyList<GeneratedSample> Results => [.. results.OfType<GeneratedSample>()];

    /// <summary>The text so far of the only sample; null until it begins.</summary>
    public SampleText? Streamed { get; private set; }

    /// <summary>Generates a token for each row, or as many as there are between two looks. False when every sample has ended.</summary>
    public bool Step()
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        using IDisposable noGradient = no_grad();
        int free = capacity - batch.Rows.Count;
        // A few free rows wait for each other, so that their prompts go through the model together.
        if (free >= Math.Max(1, capacity / 8))
            queue.Fill(batch, free);
        if (batch.Rows.Count == 0)
        {
            Report(last: true);
            return false;
        }

        using (DisposeScope scope = NewDisposeScope())
            Generate();
        Report(last: false);
        return true;
    }

    public void Dispose()
    {
        queue.Dispose();
        batch.Dispose();
    }

    private void Generate()
    {
        int interval = options.StopCheckInterval ?? (model.Device.type == DeviceType.CPU ? 1 : 8);
        int steps = batch.Rows.Min(row => Math.Min(interval, row.Prompt.MaxNewTokens - row.TokenCount));
        var contexts = new List<DecodingContext>();
        var choices = new List<DecodingChoice>();
        try
        {
            for (int step = 0; step < steps; step++)
            {
                if (step > 0)
                    batch.Forward(choices[^1].TokenIds, choices[^1].InputEmbeddings);
                contexts.Add(batch.Context(options, settings, step, strategyLayers));
                choices.Add(strategy.Choose(contexts[^1]));
            }

            Append(choices);
        }
        finally
        {
            contexts.ForEach(context => context.Dispose());
        }

        int[] stay = Retire();
        if (stay.Length == 0)
            return;
        Tensor rows = tensor(Array.ConvertAll(stay, row => (long)row), device: model.Device);
        batch.Forward(choices[^1].TokenIds.index_select(0, rows), choices[^1].InputEmbeddings?.index_select(0, rows));
    }

    /// <summary>Brings the chosen tokens to the host: the only place where generation waits for the device.</summary>
    private void Append(List<DecodingChoice> choices)
    {
        foreach (DecodingChoice choice in choices)
        {
            long[] ids = choice.TokenIds.cpu().data<long>().ToArray();
            float[] logProbabilities = choice.LogProbabilities.cpu().data<float>().ToArray();
            float[] behaviour = choice.BehaviourLogProbabilities?.cpu().data<float>().ToArray() ?? logProbabilities;
            IReadOnlyDictionary<string, float[]> records = choice.HostRecords
                ?? choice.Records?.ToDictionary(record => record.Key, record => record.Value.cpu().data<float>().ToArray()) ?? [];
            for (int i = 0; i < ids.Length; i++)
            {
                SampleInProgress row = batch.Rows[i];
                if (row.Finished is not null)
                    continue;
                row.Append((int)ids[i], logProbabilities[i], behaviour[i], stopTokenIds.Contains((int)ids[i]));
                foreach ((string name, float[] values) in records)
                    row.Record(name, values[i]);
                tokens++;
            }
        }
    }

    /// <summary>Hands finished samples out. Returns where each row that stays was.</summary>
    private int[] Retire()
    {
        var ended = new List<int>();
        for (int i = 0; i < batch.Rows.Count; i++)
        {
            SampleInProgress row = batch.Rows[i];
            if (row.Finished is null)
                continue;
            results[row.Prompt.Index * options.SamplesPerPrompt + row.SampleIndex] = row.Finish(model.Tokenizer, batch.StatesOf(i));
            ended.Add(i);
            finished++;
        }

        return batch.Remove(ended);
    }

    /// <summary>How the text of a sample begins, where it is wanted before the sample ends.</summary>
    private Func<SampleText>? OpenText(bool streams)
    {
        if (!streams && settings.StopStrings.Count == 0)
            return null;
        HuggingFaceTokenizer tokenizer = model.Tokenizer ?? throw new InvalidOperationException(
            "The model has no tokenizer, so its samples have no text in which a stop string could be found: give StopTokenIds instead.");
        return () => Streamed = new SampleText(tokenizer, settings.StopStrings);
    }

    /// <summary>Ends the samples of prompts that are too long, with nothing in them.</summary>
    private void Skip(IEnumerable<QueuedPrompt> prompts, int keptLayers)
    {
        foreach (QueuedPrompt prompt in prompts)
        {
            for (int sample = 0; sample < options.SamplesPerPrompt; sample++, finished++)
            {
                Tensor? states = keptLayers == 0
                    ? null
                    : zeros([keptLayers, 0, model.Configuration.HiddenSize], model.Precision, model.Device).DetachFromDisposeScope();
                results[prompt.Index * options.SamplesPerPrompt + sample] = SampleInProgress.Skipped(prompt, sample, model.Tokenizer, states);
            }
        }
    }

    private void Report(bool last)
    {
        if (options.Progress is null || (!last && watch.Elapsed - reported < ProgressInterval))
            return;
        reported = watch.Elapsed;
        options.Progress.Report(new GenerationProgress(tokens, finished, results.Length, watch.Elapsed));
    }

    private int Layer(int asked)
    {
        int layer = asked < 0 ? asked + finalLayer + 1 : asked;
        return layer >= 0 && layer <= finalLayer
            ? layer
            : throw new ArgumentException($"There is no layer {asked}: the model has layers 0 to {finalLayer}, or -1 to {-finalLayer - 1}.");
    }
}

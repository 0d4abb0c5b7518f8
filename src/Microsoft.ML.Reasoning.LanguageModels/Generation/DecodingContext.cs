using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What a decoding strategy sees of a batch: one row a sample that is being generated.</summary>
public sealed class DecodingContext : IDisposable
{
    private readonly Func<Tensor> makeLogits;
    private readonly Func<int, Tensor> makeStates;
    private readonly Dictionary<int, Tensor> states = [];
    private readonly Dictionary<RandomPurpose, Tensor> uniforms = [];
    private Tensor? logits;
    private Tensor? scores;

    /// <summary>Creates a context; generation does so at every step, a test of a strategy may.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="logits">The final layer's logits, float32 [rows, vocabulary].</param>
    /// <param name="states">The states of the layers that the strategy asked for, [rows, width] by layer.</param>
    /// <param name="memory">What the rows remember, float32 [rows, <see cref="IDecodingStrategy.MemoryWidth"/>].</param>
    public DecodingContext(
        CausalLanguageModel model,
        GenerationOptions options,
        IReadOnlyList<DecodingRow> rows,
        Tensor logits,
        IReadOnlyDictionary<int, Tensor> states,
        Tensor? memory = null)
        : this(
            model,
            options ?? throw new ArgumentNullException(nameof(options)),
            options.Resolve(model),
            rows,
            () => logits.alias(),
            layer => states[layer].alias(),
            memory)
    {
    }

    /// <summary>Creates a context whose tensors are made when a strategy asks for them.</summary>
    internal DecodingContext(
        CausalLanguageModel model,
        GenerationOptions options,
        GenerationSettings settings,
        IReadOnlyList<DecodingRow> rows,
        Func<Tensor> logits,
        Func<int, Tensor> states,
        Tensor? memory)
    {
        Model = model;
        Options = options;
        Settings = settings;
        Rows = rows;
        Memory = memory;
        makeLogits = logits;
        makeStates = states;
    }

    /// <summary>The model.</summary>
    public CausalLanguageModel Model { get; }

    /// <summary>The options of the run, as the user gave them: seed ...</summary>
    public GenerationOptions Options { get; }

    /// <summary>What they come to with the model's suggestions: temperature, top-k, top-p ...</summary>
    public GenerationSettings Settings { get; }

    /// <summary>The rows of the batch.</summary>
    public IReadOnlyList<DecodingRow> Rows { get; }

    /// <summary>The final layer's logits, float32 [rows, vocabulary], not divided by the temperature.</summary>
    public Tensor Logits => logits ??= makeLogits().DetachFromDisposeScope();

    /// <summary>
    /// What the rows remember, float32 [rows, <see cref="IDecodingStrategy.MemoryWidth"/>]; write into it in place. It is 0 for a
    /// row that begins. Null for a strategy without a memory.
    /// </summary>
    public Tensor? Memory { get; }

    /// <summary>
    /// The logits after the repetition penalty, float32 [rows, vocabulary]; <see cref="Logits"/> themselves where there is none. A token
    /// is drawn by these; its log-probability under the model is that of <see cref="Logits"/>.
    /// </summary>
    public Tensor Scores => Penalty is null ? Logits : scores ??= Penalty(Logits).DetachFromDisposeScope();

    /// <summary>The final layer's logits in the host's memory, where that is where they were computed.</summary>
    internal HostLogits? OnHost { get; init; }

    /// <summary>Gives the logits after the repetition penalty; null where there is none.</summary>
    internal Func<Tensor, Tensor>? Penalty { get; init; }

    /// <summary>The states of a layer that the strategy asked for, [rows, width].</summary>
    /// <param name="layer">The layer, numbered as it was asked for.</param>
    public Tensor States(int layer)
    {
        if (!states.TryGetValue(layer, out Tensor? values))
            states[layer] = values = makeStates(layer).DetachFromDisposeScope();
        return values;
    }

    /// <summary>The logits that the model's head gives for any states, float32.</summary>
    /// <param name="states">States [..., width].</param>
    public Tensor Head(Tensor states) => Model.Logits(states).to(ScalarType.Float32);

    /// <summary>A random number in [0, 1) for each row, float64 [rows]; the same again when asked again.</summary>
    /// <param name="purpose">What it is for: numbers for different purposes are independent.</param>
    public Tensor Uniforms(RandomPurpose purpose)
    {
        if (!uniforms.TryGetValue(purpose, out Tensor? values))
            uniforms[purpose] = values = tensor(HostUniforms(purpose), device: Model.Device).DetachFromDisposeScope();
        return values;
    }

    /// <summary>Releases the tensors that the context made.</summary>
    public void Dispose()
    {
        logits?.Dispose();
        scores?.Dispose();
        foreach (Tensor tensor in states.Values.Concat(uniforms.Values))
            tensor.Dispose();
    }

    internal double[] HostUniforms(RandomPurpose purpose)
    {
        double[] numbers = new double[Rows.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            DecodingRow row = Rows[i];
            numbers[i] = CounterRandom.Uniform(new RandomKey(Options.Seed, purpose, row.Row, row.Sample), (uint)row.Position);
        }

        return numbers;
    }
}

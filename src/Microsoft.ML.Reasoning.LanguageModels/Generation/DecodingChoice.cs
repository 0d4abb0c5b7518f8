using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What a decoding strategy chose for the rows of a batch.</summary>
public sealed class DecodingChoice
{
    private readonly IReadOnlyDictionary<string, Tensor>? records;

    /// <summary>The chosen tokens, int64 [rows].</summary>
    public required Tensor TokenIds { get; init; }

    /// <summary>Their log-probabilities under the model at the temperature, without truncation, float32 [rows].</summary>
    public required Tensor LogProbabilities { get; init; }

    /// <summary>The log-probabilities with which they were drawn, float32 [rows]; null where these are <see cref="LogProbabilities"/>.</summary>
    public Tensor? BehaviourLogProbabilities { get; init; }

    /// <summary>
    /// What the model reads next in the place of the tokens' embeddings, [rows, width], for every row; null where it reads the tokens.
    /// </summary>
    public Tensor? InputEmbeddings { get; init; }

    /// <summary>
    /// Numbers to keep for each token, float32 [rows] by name; the same names at every step. The strategies of this library may make the
    /// tensors when they are asked for: they belong to the dispose scope of who asks, and a second look is another set.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor>? Records
    {
        get => records ?? HostRecords?.ToDictionary(record => record.Key, record => tensor(record.Value));
        init => records = value;
    }

    /// <summary><see cref="Records"/> of rows that were decoded on the host: they become tensors only where somebody asks for them.</summary>
    internal IReadOnlyDictionary<string, float[]>? HostRecords { get; init; }
}

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What the forward pass of a layer keeps for its way back.</summary>
internal sealed class HostLayerRows(ModelConfiguration c)
{
    /// <summary>The stream that goes into the layer.</summary>
    public HostRows Input { get; } = new(c.HiddenSize);

    /// <summary>Queries, keys and values as projected.</summary>
    public HostRows Projected { get; } = new((c.HeadCount + 2 * c.KeyValueHeadCount) * c.HeadSize);

    /// <summary>Queries, normalised, turned and scaled, and keys, normalised and turned.</summary>
    public HostRows Turned { get; } = new((c.HeadCount + c.KeyValueHeadCount) * c.HeadSize);

    /// <summary>Mixed values.</summary>
    public HostRows Mixed { get; } = new(c.HeadCount * c.HeadSize);

    /// <summary>The stream after attention.</summary>
    public HostRows Middle { get; } = new(c.HiddenSize);

    /// <summary>Gate, then up.</summary>
    public HostRows GateUp { get; } = new(2 * c.IntermediateSize);

    /// <summary>Scales of the two norms, then of the norms of query and key heads.</summary>
    public HostRows Scales { get; } = new(2 + c.HeadCount + c.KeyValueHeadCount);

    /// <summary>Of each query head, the logarithm of the sum of exponentials of its scores.</summary>
    public HostRows LogSums { get; } = new(c.HeadCount);

    public void Reserve(int rows)
    {
        foreach (HostRows part in (HostRows[])[Input, Projected, Turned, Mixed, Middle, GateUp, Scales, LogSums])
            part.Reserve(rows);
    }
}

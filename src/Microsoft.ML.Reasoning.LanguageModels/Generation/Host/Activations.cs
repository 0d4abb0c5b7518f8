namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The host's buffers for one token of each row, allocated once.</summary>
internal sealed class Activations
{
    public Activations(HostWeights weights, int rows, int[] layers)
    {
        ModelConfiguration configuration = weights.Configuration;
        // Products write whole panels and whole blocks of rows.
        rows = (rows + PackedMatrix.BlockRows - 1) / PackedMatrix.BlockRows * PackedMatrix.BlockRows;
        HostLayer layer = weights.Layers[0];
        Width = layer.Down.OutputWidth;
        QueryKeyValueWidth = layer.QueryKeyValue.OutputWidth;
        AttentionWidth = configuration.HeadCount * configuration.HeadSize;
        GatedWidth = layer.GateUp.OutputWidth / 2;
        LogitsWidth = weights.Head.OutputWidth;
        Residual = new float[rows * Width];
        Normed = new float[rows * Width];
        QueryKeyValue = new float[rows * QueryKeyValueWidth];
        Attention = new float[rows * AttentionWidth];
        GateUp = new float[rows * 2 * GatedWidth];
        GatedStates = new float[rows * GatedWidth];
        Logits = new float[rows * LogitsWidth];
        States = layers.ToDictionary(layer => layer, _ => new float[rows * configuration.HiddenSize]);
    }

    public int Width { get; }

    public int QueryKeyValueWidth { get; }

    public int AttentionWidth { get; }

    public int GatedWidth { get; }

    public int LogitsWidth { get; }

    /// <summary>The residual stream [rows, width].</summary>
    public float[] Residual { get; }

    /// <summary>The stream after a norm [rows, width].</summary>
    public float[] Normed { get; }

    /// <summary>Queries, keys and values [rows, heads and key-value heads].</summary>
    public float[] QueryKeyValue { get; }

    /// <summary>What attention mixed [rows, heads].</summary>
    public float[] Attention { get; }

    /// <summary>The feed-forward gates and what they are multiplied with, 16 of each in turn.</summary>
    public float[] GateUp { get; }

    /// <summary>The feed-forward states [rows, intermediate].</summary>
    public float[] GatedStates { get; }

    /// <summary>The logits [rows, vocabulary].</summary>
    public float[] Logits { get; }

    /// <summary>The states of the layers that are wanted [rows, width], without padding.</summary>
    public Dictionary<int, float[]> States { get; }
}

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Which weights a configuration has and where each lies in the one vector that holds them all: matrices first, then vectors.
/// </summary>
internal sealed class WeightLayout
{
    private readonly List<WeightBlock> _blocks = [];

    private WeightLayout()
    {
    }

    public IReadOnlyList<WeightBlock> Blocks => _blocks;

    /// <summary>All tensors of the checkpoint.</summary>
    public IEnumerable<WeightPart> Parts => _blocks.SelectMany(block => block.Parts);

    /// <summary>How many numbers in all.</summary>
    public long Length { get; private set; }

    /// <summary>How many of them, the first ones, belong to matrices.</summary>
    public long MatrixLength { get; private set; }

    public static string LayerPrefix(int layer) => $"model.layers.{layer}.";

    public static WeightLayout Of(ModelConfiguration c)
    {
        var layout = new WeightLayout();
        long width = c.HiddenSize, queries = (long)c.HeadCount * c.HeadSize, keys = (long)c.KeyValueHeadCount * c.HeadSize;
        layout.Add("model.embed_tokens.weight", [c.VocabularySize, width]);
        for (int i = 0; i < c.LayerCount; i++)
        {
            string layer = LayerPrefix(i), attention = layer + "self_attn.", feedForward = layer + "mlp.";
            layout.Add(
                attention + "qkv_proj.weight",
                (attention + "q_proj.weight", [queries, width]),
                (attention + "k_proj.weight", [keys, width]),
                (attention + "v_proj.weight", [keys, width]));
            layout.Add(attention + "o_proj.weight", [width, queries]);
            layout.Add(
                feedForward + "gate_up_proj.weight",
                (feedForward + "gate_proj.weight", [c.IntermediateSize, width]),
                (feedForward + "up_proj.weight", [c.IntermediateSize, width]));
            layout.Add(feedForward + "down_proj.weight", [width, c.IntermediateSize]);
        }

        if (!c.TieWordEmbeddings)
            layout.Add("lm_head.weight", [c.VocabularySize, width]);
        layout.MatrixLength = layout.Length;
        for (int i = 0; i < c.LayerCount; i++)
            layout.AddVectors(c, LayerPrefix(i));
        layout.Add("model.norm.weight", [width]);
        return layout;
    }

    private void AddVectors(ModelConfiguration c, string layer)
    {
        string attention = layer + "self_attn.", feedForward = layer + "mlp.";
        long queries = (long)c.HeadCount * c.HeadSize, keys = (long)c.KeyValueHeadCount * c.HeadSize;
        if (c.QueryKeyValueBias)
        {
            Add(
                attention + "qkv_proj.bias",
                (attention + "q_proj.bias", [queries]),
                (attention + "k_proj.bias", [keys]),
                (attention + "v_proj.bias", [keys]));
        }

        if (c.AttentionOutputBias)
            Add(attention + "o_proj.bias", [c.HiddenSize]);
        if (c.QkNorm)
            Add(attention + "qk_norm.weight", (attention + "q_norm.weight", [c.HeadSize]), (attention + "k_norm.weight", [c.HeadSize]));
        if (c.FeedForwardBias)
        {
            Add(
                feedForward + "gate_up_proj.bias",
                (feedForward + "gate_proj.bias", [c.IntermediateSize]),
                (feedForward + "up_proj.bias", [c.IntermediateSize]));
            Add(feedForward + "down_proj.bias", [c.HiddenSize]);
        }

        Add(layer + "input_layernorm.weight", [c.HiddenSize]);
        Add(layer + "post_attention_layernorm.weight", [c.HiddenSize]);
    }

    private void Add(string name, long[] shape) => Add(name, (name, shape));

    private void Add(string name, params ReadOnlySpan<(string Name, long[] Shape)> parts)
    {
        long offset = Length, rows = 0;
        var placed = new List<WeightPart>(parts.Length);
        foreach ((string partName, long[] shape) in parts)
        {
            placed.Add(new WeightPart(partName, shape, Length));
            rows += shape[0];
            Length = checked(Length + placed[^1].Length);
        }

        _blocks.Add(new WeightBlock(name, [rows, .. parts[0].Shape[1..]], offset, placed));
    }
}

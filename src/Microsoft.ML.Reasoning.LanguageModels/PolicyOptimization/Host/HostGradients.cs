namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What one thread adds up of the gradient.</summary>
internal sealed class HostGradients
{
    private readonly HostTrainingWeights _weights;

    public HostGradients(HostTrainingWeights weights)
    {
        _weights = weights;
        Head = weights.Head.NewGradient();
        FinalNorm = new float[weights.FinalNorm.Values.Length];
        Embedding = new float[weights.Embedding.Length];
        Layers = [.. weights.Layers.Select(layer => new HostLayerGradients(layer))];
    }

    public float[] Head { get; }

    public float[] FinalNorm { get; }

    public float[] Embedding { get; }

    public HostLayerGradients[] Layers { get; }

    /// <summary>Adds everything to the gradient of all weights and begins anew.</summary>
    public void Move(Span<float> all)
    {
        _weights.Head.MoveGradient(Head, all);
        _weights.FinalNorm.MoveGradient(FinalNorm, all);
        HostVectors.Add(Embedding, all.Slice(_weights.EmbeddingOffset, Embedding.Length));
        Array.Clear(Embedding);
        for (int i = 0; i < Layers.Length; i++)
            Layers[i].Move(_weights.Layers[i], all);
    }
}

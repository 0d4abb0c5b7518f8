namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The weights of a norm.</summary>
internal sealed class HostVector(int offset, int length)
{
    /// <summary>The weights.</summary>
    public float[] Values { get; } = new float[length];

    /// <summary>Takes the weights over.</summary>
    public void Pack(ReadOnlySpan<float> all) => all.Slice(offset, length).CopyTo(Values);

    /// <summary>Adds a gradient to all weights' and clears it.</summary>
    public void MoveGradient(float[] gradient, Span<float> all)
    {
        HostVectors.Add(gradient, all.Slice(offset, length));
        Array.Clear(gradient);
    }
}

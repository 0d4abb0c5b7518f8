namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Cosines and sines of positions, computed when a position is first seen.</summary>
internal sealed class HostAngles(ModelConfiguration configuration)
{
    private readonly RotaryFrequencies _frequencies = RotaryFrequencies.Of(configuration);
    private readonly int _half = configuration.HeadSize / 2;
    private float[] _cosines = [];
    private float[] _sines = [];

    public void Reserve(int[] positions)
    {
        int known = _half == 0 ? 0 : _cosines.Length / _half, needed = positions.Length == 0 ? 0 : positions.Max() + 1;
        if (needed <= known)
            return;
        Array.Resize(ref _cosines, needed * _half);
        Array.Resize(ref _sines, needed * _half);
        for (int position = known; position < needed; position++)
        {
            for (int i = 0; i < _half; i++)
            {
                // Rounded as the model's own angles are.
                (float sine, float cosine) = MathF.SinCos(position * (float)_frequencies.Values[i]);
                _sines[position * _half + i] = (float)(sine * _frequencies.Scale);
                _cosines[position * _half + i] = (float)(cosine * _frequencies.Scale);
            }
        }
    }

    public ReadOnlySpan<float> Cosine(int position) => _cosines.AsSpan(position * _half, _half);

    public ReadOnlySpan<float> Sine(int position) => _sines.AsSpan(position * _half, _half);
}

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Forward and backward pass over some sequences on one thread, with the buffers and the gradient of that thread.</summary>
internal sealed class HostUnit
{
    private readonly HostTrainingWeights _weights;
    private readonly ModelConfiguration _c;
    private readonly HostAttention _attention;
    private readonly HostHeadPass _head;
    private readonly HostAngles _angles;
    private readonly HostLayerRows[] _layers;
    private readonly HostRows _last, _emitted, _emittedGradient, _normed, _inner, _gradient, _narrow, _mixed, _turned, _projected, _gateUp;
    private float[] _lastScales = [];
    private HostLayout _layout = new([]);

    public HostUnit(HostTrainingWeights weights, double temperature)
    {
        (_weights, _c) = (weights, weights.Configuration);
        _attention = new HostAttention(_c);
        _head = new HostHeadPass(weights, temperature);
        _angles = new HostAngles(_c);
        Gradients = new HostGradients(weights);
        _layers = [.. weights.Layers.Select(_ => new HostLayerRows(_c))];
        int width = _c.HiddenSize, heads = _c.HeadCount * _c.HeadSize, keys = _c.KeyValueHeadCount * _c.HeadSize;
        (_last, _emitted, _emittedGradient, _normed) = (new(width), new(width), new(width), new(width));
        (_gradient, _narrow, _inner) = (new(width), new(width), new(_c.IntermediateSize));
        (_mixed, _turned, _projected, _gateUp) = (new(heads), new(heads + keys), new(heads + 2 * keys), new(2 * _c.IntermediateSize));
    }

    public HostGradients Gradients { get; }

    public ReadOnlySpan<float> LogProbabilities => _head.LogProbabilities;

    public ReadOnlySpan<float> Entropies => _head.Entropies;

    /// <summary>The states after the final norm that emitted each token.</summary>
    public void CopyStates(Span<float> target)
    {
        for (int i = 0; i < _layout.Emitting.Length; i++)
            _emitted.Row(i).CopyTo(target[(i * _c.HiddenSize)..]);
    }

    public void Forward(HostLayout layout)
    {
        _layout = layout;
        int rows = layout.RowCount;
        Reserve(rows, layout.Emitting.Length);
        _angles.Reserve(layout.Positions);
        for (int row = 0; row < rows; row++)
            _weights.Embedding.AsSpan(layout.TokenIds[row] * _c.HiddenSize, _c.HiddenSize).CopyTo(_layers[0].Input.Row(row));
        for (int i = 0; i < _layers.Length; i++)
            Forward(_weights.Layers[i], _layers[i], i + 1 < _layers.Length ? _layers[i + 1].Input : _last, rows);
        for (int i = 0; i < layout.Emitting.Length; i++)
        {
            Span<float> state = _last.Row(layout.Emitting[i]);
            _lastScales[i] = HostVectors.InverseRoot(state, _c.RmsNormEpsilon);
            HostVectors.Scale(state, _lastScales[i], _weights.FinalNorm.Values, _emitted.Row(i));
        }

        _head.Forward(_emitted, layout.Targets);
    }

    /// <summary>Adds to <see cref="Gradients"/>.</summary>
    /// <param name="logGradient">Of each log-probability.</param>
    /// <param name="entropyGradient">Of each entropy; empty where they do not matter.</param>
    /// <param name="stateGradient">Of each state, one row after the other, besides what comes from the head; empty where there is none.</param>
    public void Backward(ReadOnlySpan<float> logGradient, ReadOnlySpan<float> entropyGradient, ReadOnlySpan<float> stateGradient)
    {
        int rows = _layout.RowCount, emitted = _layout.Emitting.Length;
        _emittedGradient.Clear(emitted);
        for (int i = 0; i < emitted && !stateGradient.IsEmpty; i++)
            stateGradient.Slice(i * _c.HiddenSize, _c.HiddenSize).CopyTo(_emittedGradient.Row(i));
        _head.Backward(_emitted, _layout.Targets, logGradient, entropyGradient, _emittedGradient, Gradients.Head);
        _gradient.Clear(rows);
        for (int i = 0; i < emitted; i++)
        {
            int row = _layout.Emitting[i];
            HostVectors.ScaleBack(
                _emittedGradient.Row(i), _last.Row(row), _lastScales[i], _weights.FinalNorm.Values, _gradient.Row(row), Gradients.FinalNorm);
        }

        for (int i = _layers.Length - 1; i >= 0; i--)
            Backward(_weights.Layers[i], _layers[i], Gradients.Layers[i], rows);
        for (int row = 0; row < rows; row++)
            HostVectors.Add(_gradient.Row(row), Gradients.Embedding.AsSpan(_layout.TokenIds[row] * _c.HiddenSize, _c.HiddenSize));
    }

    private void Forward(HostTrainingLayer weights, HostLayerRows kept, HostRows output, int rows)
    {
        Norm(kept.Input, weights.InputNorm, kept, 0, rows, recompute: false);
        weights.QueryKeyValue.Forward(_normed, kept.Projected, rows);
        for (int row = 0; row < rows; row++)
            Turn(weights, kept, row);
        _attention.Forward(_layout, kept);
        Copy(kept.Input, kept.Middle, rows);
        weights.Output.Forward(kept.Mixed, kept.Middle, rows, add: true);
        Norm(kept.Middle, weights.FeedForwardNorm, kept, 1, rows, recompute: false);
        weights.GateUp.Forward(_normed, kept.GateUp, rows);
        for (int row = 0; row < rows; row++)
        {
            Span<float> both = kept.GateUp.Row(row);
            HostVectors.Gate(both[.._c.IntermediateSize], both[_c.IntermediateSize..], _inner.Row(row));
        }

        Copy(kept.Middle, output, rows);
        weights.Down.Forward(_inner, output, rows, add: true);
    }

    /// <summary>Turns <see cref="_gradient"/> from that of the layer's output into that of its input.</summary>
    private void Backward(HostTrainingLayer weights, HostLayerRows kept, HostLayerGradients gradients, int rows)
    {
        weights.Down.Backward(_gradient, _inner, rows);
        for (int row = 0; row < rows; row++)
        {
            Span<float> both = kept.GateUp.Row(row), back = _gateUp.Row(row), inner = _inner.Row(row);
            int size = _c.IntermediateSize;
            HostVectors.GateBack(inner, both[..size], both[size..], inner, back[..size], back[size..]);
        }

        weights.Down.AddGradient(_gradient, _inner, rows, gradients.Down);
        Norm(kept.Middle, weights.FeedForwardNorm, kept, 1, rows, recompute: true);
        weights.GateUp.AddGradient(_gateUp, _normed, rows, gradients.GateUp);
        weights.GateUp.Backward(_gateUp, _narrow, rows);
        NormBack(kept.Middle, weights.FeedForwardNorm, kept, 1, rows, gradients.FeedForwardNorm);

        weights.Output.AddGradient(_gradient, kept.Mixed, rows, gradients.Output);
        weights.Output.Backward(_gradient, _mixed, rows);
        _attention.Backward(_layout, kept, _mixed, _turned, _projected);
        for (int row = 0; row < rows; row++)
            TurnBack(weights, kept, gradients, row);
        Norm(kept.Input, weights.InputNorm, kept, 0, rows, recompute: true);
        weights.QueryKeyValue.AddGradient(_projected, _normed, rows, gradients.QueryKeyValue);
        weights.QueryKeyValue.Backward(_projected, _narrow, rows);
        NormBack(kept.Input, weights.InputNorm, kept, 0, rows, gradients.InputNorm);
    }

    private void Norm(HostRows stream, HostVector weight, HostLayerRows kept, int scale, int rows, bool recompute)
    {
        for (int row = 0; row < rows; row++)
        {
            Span<float> state = stream.Row(row);
            ref float by = ref kept.Scales[row, scale];
            if (!recompute)
                by = HostVectors.InverseRoot(state, _c.RmsNormEpsilon);
            HostVectors.Scale(state, by, weight.Values, _normed.Row(row));
        }
    }

    private void NormBack(HostRows stream, HostVector weight, HostLayerRows kept, int scale, int rows, float[] gradient)
    {
        for (int row = 0; row < rows; row++)
            HostVectors.ScaleBack(_narrow.Row(row), stream.Row(row), kept.Scales[row, scale], weight.Values, _gradient.Row(row), gradient);
    }

    private void Turn(HostTrainingLayer weights, HostLayerRows kept, int row)
    {
        int size = _c.HeadSize;
        Span<float> normed = stackalloc float[size];
        ReadOnlySpan<float> cosine = _angles.Cosine(_layout.Positions[row]), sine = _angles.Sine(_layout.Positions[row]);
        for (int head = 0; head < _c.HeadCount + _c.KeyValueHeadCount; head++)
        {
            bool query = head < _c.HeadCount;
            scoped ReadOnlySpan<float> x = kept.Projected.Row(row).Slice(head * size, size);
            if ((query ? weights.QueryNorm : weights.KeyNorm) is { } norm)
            {
                float scale = kept.Scales[row, 2 + head] = HostVectors.InverseRoot(x, _c.RmsNormEpsilon);
                HostVectors.Scale(x, scale, norm.Values, normed);
                x = normed;
            }

            HostVectors.Turn(x, cosine, sine, 1, query ? QueryScale : 1, kept.Turned.Row(row).Slice(head * size, size));
        }
    }

    private void TurnBack(HostTrainingLayer weights, HostLayerRows kept, HostLayerGradients gradients, int row)
    {
        int size = _c.HeadSize;
        Span<float> normed = stackalloc float[size];
        ReadOnlySpan<float> cosine = _angles.Cosine(_layout.Positions[row]), sine = _angles.Sine(_layout.Positions[row]);
        for (int head = 0; head < _c.HeadCount + _c.KeyValueHeadCount; head++)
        {
            bool query = head < _c.HeadCount;
            Span<float> back = _projected.Row(row).Slice(head * size, size);
            HostVectors.Turn(_turned.Row(row).Slice(head * size, size), cosine, sine, -1, query ? QueryScale : 1, back);
            if ((query ? weights.QueryNorm : weights.KeyNorm) is not { } norm)
                continue;
            back.CopyTo(normed);
            back.Clear();
            HostVectors.ScaleBack(
                normed, kept.Projected.Row(row).Slice(head * size, size), kept.Scales[row, 2 + head], norm.Values, back,
                query ? gradients.QueryNorm : gradients.KeyNorm);
        }
    }

    private float QueryScale => (float)(1 / Math.Sqrt(_c.HeadSize));

    private static void Copy(HostRows from, HostRows to, int rows) => Array.Copy(from.Values, to.Values, rows * from.Stride);

    private void Reserve(int rows, int emitted)
    {
        foreach (HostLayerRows layer in _layers)
            layer.Reserve(rows);
        foreach (HostRows part in (HostRows[])[_last, _normed, _inner, _gradient, _narrow, _mixed, _turned, _projected, _gateUp])
            part.Reserve(rows);
        _emitted.Reserve(emitted);
        _emittedGradient.Reserve(emitted);
        if (_lastScales.Length < emitted)
            _lastScales = new float[emitted];
    }
}

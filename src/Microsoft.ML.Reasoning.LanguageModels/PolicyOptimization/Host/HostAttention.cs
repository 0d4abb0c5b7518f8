namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Causal attention over segments that share a prompt, and its way back, on one thread.</summary>
/// <remarks>
/// All products are those of <see cref="HostProduct"/>: keys and values of a segment are packed once for all heads and queries that use
/// them. The scores of a head are computed again on the way back, so that memory grows with rows and not with their square.
/// </remarks>
internal sealed class HostAttention
{
    private const int Block = PackedMatrix.BlockRows, Width = PackedMatrix.PanelWidth;
    private const float Hidden = -1e30f;
    private readonly int _heads;
    private readonly int _groups;
    private readonly int _size;
    private readonly int _padded;
    private readonly HostKeys _prompt;
    private readonly HostKeys _own;
    private readonly float[] _mixed;
    private float[] _scores = [];
    private float[] _slopes = [];

    public HostAttention(ModelConfiguration configuration)
    {
        (_heads, _groups, _size) = (configuration.HeadCount, configuration.KeyValueHeadCount, configuration.HeadSize);
        _padded = HostRows.Padded(_size);
        (_prompt, _own) = (new HostKeys(_size), new HostKeys(_size));
        _mixed = new float[Block * _padded];
    }

    /// <summary>Fills <see cref="HostLayerRows.Mixed"/> and <see cref="HostLayerRows.LogSums"/>.</summary>
    public void Forward(HostLayout layout, HostLayerRows rows)
    {
        foreach (HostPrompt prompt in layout.Prompts)
        {
            for (int group = 0; group < _groups; group++)
            {
                _prompt.Pack(rows, prompt.Rows, KeyColumn(group), ValueColumn(group), forGradient: false);
                Forward(rows, prompt.Rows, null, _prompt, group);
                foreach (HostSegment response in prompt.Responses)
                {
                    _own.Pack(rows, response, KeyColumn(group), ValueColumn(group), forGradient: false);
                    Forward(rows, response, _prompt, _own, group);
                }
            }
        }
    }

    /// <summary>The gradients of <see cref="HostLayerRows.Turned"/> and of the values in <see cref="HostLayerRows.Projected"/>.</summary>
    /// <param name="layout">The segments.</param>
    /// <param name="rows">What the forward pass kept.</param>
    /// <param name="mixedGradient">Given.</param>
    /// <param name="turnedGradient">Written.</param>
    /// <param name="projectedGradient">Its values' part is written.</param>
    public void Backward(HostLayout layout, HostLayerRows rows, HostRows mixedGradient, HostRows turnedGradient, HostRows projectedGradient)
    {
        foreach (HostPrompt prompt in layout.Prompts)
        {
            for (int group = 0; group < _groups; group++)
            {
                _prompt.Pack(rows, prompt.Rows, KeyColumn(group), ValueColumn(group), forGradient: true);
                foreach (HostSegment response in prompt.Responses)
                {
                    _own.Pack(rows, response, KeyColumn(group), ValueColumn(group), forGradient: true);
                    Backward(rows, response, _prompt, _own, group, mixedGradient, turnedGradient);
                    _own.Unpack(response, turnedGradient, KeyColumn(group), projectedGradient, ValueColumn(group));
                }

                Backward(rows, prompt.Rows, null, _prompt, group, mixedGradient, turnedGradient);
                _prompt.Unpack(prompt.Rows, turnedGradient, KeyColumn(group), projectedGradient, ValueColumn(group));
            }
        }
    }

    private int KeyColumn(int group) => (_heads + group) * _size;

    private int ValueColumn(int group) => (_heads + _groups + group) * _size;

    private void Forward(HostLayerRows rows, HostSegment segment, HostKeys? prefix, HostKeys own, int group)
    {
        int stride = Reserve(Block, prefix, own);
        for (int head = group * _heads / _groups; head < (group + 1) * _heads / _groups; head++)
        {
            for (int first = 0; first < segment.Length; first += Block)
            {
                int count = Math.Min(Block, segment.Length - first), seen = Math.Min(own.Count, first + Block);
                Scores(rows, segment, prefix, own, head, first, 0, stride);
                for (int i = 0; i < count; i++)
                {
                    Span<float> row = _scores.AsSpan(i * stride, (prefix?.Columns ?? 0) + HostRows.Padded(seen));
                    float greatest = HostReductions.Greatest(row), sum = HostVectors.Exponentials(row, greatest);
                    HostVectors.Multiply(row, 1 / sum);
                    rows.LogSums[segment.Start + first + i, head] = greatest + MathF.Log(sum);
                }

                Mix(prefix, own, first, seen, stride);
                for (int i = 0; i < count; i++)
                    _mixed.AsSpan(i * _padded, _size).CopyTo(rows.Mixed.Row(segment.Start + first + i)[(head * _size)..]);
            }
        }
    }

    /// <summary>Shares times values, of a block.</summary>
    private void Mix(HostKeys? prefix, HostKeys own, int first, int seen, int stride)
    {
        int columns = prefix?.Columns ?? 0;
        for (int column = 0; column < _padded; column += Width)
        {
            prefix?.Values.Product(ref _scores[0], stride, column, prefix.Count, ref _mixed[column], _padded, add: false);
            own.Values.Product(ref _scores[columns], stride, column, seen, ref _mixed[column], _padded, add: prefix is not null);
        }
    }

    /// <summary>The scores of a block of queries, from the given row of the buffer on; what may not be seen is far below.</summary>
    private void Scores(HostLayerRows rows, HostSegment segment, HostKeys? prefix, HostKeys own, int head, int first, int at, int stride)
    {
        ref float queries = ref rows.Turned.Values[(segment.Start + first) * rows.Turned.Stride + head * _size];
        int columns = prefix?.Columns ?? 0, seen = Math.Min(own.Count, first + Block);
        prefix?.TransposedKeys.Products(ref queries, rows.Turned.Stride, prefix.Count, ref _scores[at * stride], stride);
        own.TransposedKeys.Products(ref queries, rows.Turned.Stride, seen, ref _scores[at * stride + columns], stride);
        for (int i = 0; i < Block; i++)
        {
            Span<float> row = _scores.AsSpan((at + i) * stride, columns + HostRows.Padded(seen));
            if (prefix is not null)
                row[prefix.Count..columns].Fill(Hidden);
            row[(columns + Math.Min(first + i + 1, seen))..].Fill(Hidden);
        }
    }

    private void Backward(
        HostLayerRows rows, HostSegment segment, HostKeys? prefix, HostKeys own, int group, HostRows mixedGradient, HostRows turnedGradient)
    {
        int stride = Reserve(segment.Length, prefix, own), columns = prefix?.Columns ?? 0;
        for (int head = group * _heads / _groups; head < (group + 1) * _heads / _groups; head++)
        {
            for (int first = 0; first < segment.Length; first += Block)
            {
                int count = Math.Min(Block, segment.Length - first), seen = Math.Min(own.Count, first + Block);
                Scores(rows, segment, prefix, own, head, first, first, stride);
                ref float given = ref mixedGradient.Values[(segment.Start + first) * mixedGradient.Stride + head * _size];
                prefix?.TransposedValues.Products(ref given, mixedGradient.Stride, prefix.Count, ref _slopes[first * stride], stride);
                own.TransposedValues.Products(ref given, mixedGradient.Stride, seen, ref _slopes[first * stride + columns], stride);
                for (int i = 0; i < count; i++)
                {
                    int row = segment.Start + first + i;
                    Span<float> shares = _scores.AsSpan((first + i) * stride, columns + HostRows.Padded(seen)), slopes = _slopes.AsSpan((first + i) * stride, shares.Length);
                    HostVectors.Exponentials(shares, rows.LogSums[row, head]);
                    float common = HostVectors.Dot(mixedGradient.Row(row).Slice(head * _size, _size), rows.Mixed.Row(row).Slice(head * _size, _size));
                    HostVectors.SoftmaxBack(shares, slopes, common);
                }

                for (int column = 0; column < _padded; column += Width)
                {
                    prefix?.Keys.Product(ref _slopes[first * stride], stride, column, prefix.Count, ref _mixed[column], _padded, add: false);
                    own.Keys.Product(ref _slopes[first * stride + columns], stride, column, seen, ref _mixed[column], _padded, add: prefix is not null);
                }

                for (int i = 0; i < count; i++)
                    _mixed.AsSpan(i * _padded, _size).CopyTo(turnedGradient.Row(segment.Start + first + i)[(head * _size)..]);
            }

            prefix?.AddGradients(rows, segment, mixedGradient, head * _size, _scores, _slopes, 0, stride, causal: false);
            own.AddGradients(rows, segment, mixedGradient, head * _size, _scores, _slopes, columns, stride, causal: true);
        }
    }

    private int Reserve(int rows, HostKeys? prefix, HostKeys own)
    {
        int stride = (prefix?.Columns ?? 0) + own.Columns, length = (rows + Block) * stride;
        if (_scores.Length < length)
        {
            _scores = new float[length];
            _slopes = new float[length];
        }

        return stride;
    }
}

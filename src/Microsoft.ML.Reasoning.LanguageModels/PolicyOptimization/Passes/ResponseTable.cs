using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The numbers that go with the tokens of some responses, as padded tables [responses, tokens] on the model's device.</summary>
internal sealed class ResponseTable
{
    private readonly IReadOnlyList<PolicySequence> _sequences;
    private readonly Device _device;
    private readonly int _width;
    private readonly Tensor _places;

    public ResponseTable(IReadOnlyList<PolicySequence> sequences, Device device)
    {
        (_sequences, _device) = (sequences, device);
        _width = sequences.Max(sequence => sequence.ResponseIds.Count);
        var places = new List<long>();
        var targets = new List<long>();
        for (int i = 0; i < sequences.Count; i++)
        {
            IReadOnlyList<int> response = sequences[i].ResponseIds;
            for (int t = 0; t < response.Count; t++)
            {
                places.Add((long)i * _width + t);
                targets.Add(response[t]);
            }
        }

        _places = tensor(places.ToArray(), device: device);
        Targets = tensor(targets.ToArray(), device: device);
    }

    /// <summary>The response tokens one after the other, int64 [tokens].</summary>
    public Tensor Targets { get; }

    /// <summary>Numbers of tokens one after the other as a padded table.</summary>
    public Tensor Spread(Tensor packed)
    {
        using Tensor table = zeros([(long)_sequences.Count * _width], packed.dtype, _device);
        return table.index_copy_(0, _places, packed).view(_sequences.Count, _width);
    }

    /// <summary>The other way round.</summary>
    public Tensor Pack(Tensor table) => table.reshape(-1).index_select(0, _places);

    /// <summary>1 for the tokens that count, 0 for the others and padding.</summary>
    public Tensor Mask() => Table(sequence => sequence.Mask, 1);

    public Tensor Advantages()
    {
        if (_sequences.All(sequence => sequence.Advantages is null))
            return Column(sequence => (float)sequence.Advantage);
        var numbers = new float[_sequences.Count * _width];
        for (int i = 0; i < _sequences.Count; i++)
        {
            for (int t = 0; t < _sequences[i].ResponseIds.Count; t++)
                numbers[i * _width + t] = _sequences[i].Advantages?[t] ?? (float)_sequences[i].Advantage;
        }

        return tensor(numbers, [_sequences.Count, _width], device: _device);
    }

    /// <summary>A number a response, [responses, 1].</summary>
    public Tensor Column(Func<PolicySequence, float> number) =>
        tensor(_sequences.Select(number).ToArray(), [_sequences.Count, 1], device: _device);

    /// <summary>A number a token; null if a sequence has none and there is no default.</summary>
    public Tensor? TableOrNull(Func<PolicySequence, IReadOnlyList<float>?> numbers) =>
        _sequences.All(sequence => numbers(sequence) is not null) ? Table(numbers, 0) : null;

    /// <summary>Numbers that lie ready, one list a response; null if one is missing.</summary>
    public Tensor? TableOrNull(IReadOnlyList<IReadOnlyList<float>?> rows) => rows.All(row => row is not null) ? Table(rows) : null;

    /// <summary>Numbers that lie ready, one list a response.</summary>
    public Tensor Table(IReadOnlyList<IReadOnlyList<float>?> rows)
    {
        int row = 0;
        return Table(_ => rows[row++], 0);
    }

    private Tensor Table(Func<PolicySequence, IReadOnlyList<float>?> numbers, float missing)
    {
        var all = new float[_sequences.Count * _width];
        for (int i = 0; i < _sequences.Count; i++)
        {
            IReadOnlyList<float>? row = numbers(_sequences[i]);
            for (int t = 0; t < _sequences[i].ResponseIds.Count; t++)
                all[i * _width + t] = row?[t] ?? missing;
        }

        return tensor(all, [_sequences.Count, _width], device: _device);
    }
}

using System.Globalization;
using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Byte-pair encoding of pieces. Thread-safe.</summary>
internal sealed class BytePairModel
{
    private const int Absent = -1;

    private readonly Dictionary<string, int> _vocabulary;
    private readonly MergeTable _merges;
    private readonly BytePairOptions _options;
    private readonly int[] _byteIds = new int[256];
    private readonly MergeBoundaries? _boundaries;
    private readonly PieceCache _cache = new();

    public BytePairModel(Dictionary<string, int> vocabulary, MergeTable merges, BytePairOptions options)
    {
        _vocabulary = vocabulary;
        _merges = merges;
        _options = options;
        for (int value = 0; value < 256; value++)
        {
            string token = options.ByteLevel
                ? ByteAlphabet.CharacterOf((byte)value).ToString()
                : string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");
            _byteIds[value] = vocabulary.GetValueOrDefault(token, Absent);
        }
        // Where nothing is ever unknown, no symbol looks at its neighbours but through merges.
        if (!options.ByteLevel && options.ByteFallback && !options.IgnoreMerges && !_byteIds.Contains(Absent))
            _boundaries = MergeBoundaries.Of(vocabulary, merges, _byteIds);
    }

    public void AppendIds(ReadOnlySpan<char> piece, List<int> ids)
    {
        if (_boundaries is null)
        {
            ids.AddRange(Ids(piece));
            return;
        }
        for (int start = 0, end; start < piece.Length; start = end)
        {
            end = _boundaries.Next(piece, start);
            ids.AddRange(Ids(piece[start..end]));
        }
    }

    private int[] Ids(ReadOnlySpan<char> piece)
    {
        if (_cache.TryGet(piece, out int[]? ids))
            return ids;
        ids = Array.ConvertAll(Symbols(piece), symbol => symbol.Id);
        _cache.Add(piece, ids);
        return ids;
    }

    public BytePairSymbol[] Symbols(ReadOnlySpan<char> piece)
    {
        List<BytePairSymbol> symbols = new(piece.Length);
        if (_options.ByteLevel)
        {
            byte[] bytes = new byte[Encoding.UTF8.GetByteCount(piece)];
            Encoding.UTF8.GetBytes(piece, bytes);
            if (_options.IgnoreMerges && _vocabulary.TryGetValue(ByteAlphabet.Write(bytes), out int whole))
                return [new BytePairSymbol(whole, 0, bytes.Length)];
            for (int i = 0; i < bytes.Length; i++)
                AddSymbol(symbols, _byteIds[bytes[i]], i, 1);
        }
        else
        {
            if (_options.IgnoreMerges && TokenOf(piece) is >= 0 and int whole)
                return [new BytePairSymbol(whole, 0, Encoding.UTF8.GetByteCount(piece))];
            AddCodePoints(symbols, piece);
        }
        return BytePairMerger.Merge(symbols, _merges);
    }

    private void AddCodePoints(List<BytePairSymbol> symbols, ReadOnlySpan<char> piece)
    {
        Span<byte> utf8 = stackalloc byte[4];
        int start = 0;
        for (int i = 0; i < piece.Length;)
        {
            CodePoint.At(piece, i, out int width);
            ReadOnlySpan<char> character = piece.Slice(i, width);
            int length = Encoding.UTF8.GetBytes(character, utf8);
            int id = TokenOf(character);
            if (id == Absent && _options.ByteFallback && AllKnown(utf8[..length]))
            {
                for (int k = 0; k < length; k++)
                    symbols.Add(new BytePairSymbol(_byteIds[utf8[k]], start + k, 1));
            }
            else
            {
                AddSymbol(symbols, id, start, length);
            }
            start += length;
            i += width;
        }
    }

    private bool AllKnown(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
            if (_byteIds[value] == Absent)
                return false;
        return true;
    }

    private int TokenOf(ReadOnlySpan<char> text) =>
        _vocabulary.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out int id) ? id : Absent;

    private void AddSymbol(List<BytePairSymbol> symbols, int id, int start, int length)
    {
        if (id != Absent)
        {
            symbols.Add(new BytePairSymbol(id, start, length));
            return;
        }
        if (_options.UnknownId is not { } unknown)
            return;
        if (_options.FuseUnknown && symbols.Count > 0 && symbols[^1] is var last && last.Id == unknown && last.Start + last.Length == start)
            symbols[^1] = last with { Length = last.Length + length };
        else
            symbols.Add(new BytePairSymbol(unknown, start, length));
    }
}

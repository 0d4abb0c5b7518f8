using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The ids of pieces that were met before: most pieces of a text are words that come again. Bounded; thread-safe.</summary>
internal sealed class PieceCache
{
    private const int LongestPiece = 64;
    private const int MostPieces = 1 << 16;

    private readonly ConcurrentDictionary<string, int[]> _ids = new();
    private int _count;

    public bool TryGet(ReadOnlySpan<char> piece, [NotNullWhen(true)] out int[]? ids)
    {
        ids = null;
        return piece.Length <= LongestPiece && _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(piece, out ids);
    }

    public void Add(ReadOnlySpan<char> piece, int[] ids)
    {
        // Full is full: the pieces that come early are the frequent ones.
        if (piece.Length <= LongestPiece && Volatile.Read(ref _count) < MostPieces && _ids.TryAdd(piece.ToString(), ids))
            Interlocked.Increment(ref _count);
    }
}

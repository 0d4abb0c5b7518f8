namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Which two neighbouring tokens become one, and in which order merges go.</summary>
internal sealed class MergeTable
{
    /// <summary>The rank of a pair that is never merged.</summary>
    public const int Never = int.MaxValue;

    private readonly Dictionary<ulong, (int Rank, int Merged)> _merges = [];

    public IEnumerable<(int Left, int Right)> Pairs => _merges.Keys.Select(key => ((int)(key >> 32), (int)key));

    public void Add(int left, int right, int rank, int merged) => _merges[Key(left, right)] = (rank, merged);

    public int Rank(int left, int right, out int merged)
    {
        if (!_merges.TryGetValue(Key(left, right), out (int Rank, int Merged) merge))
        {
            merged = -1;
            return Never;
        }
        merged = merge.Merged;
        return merge.Rank;
    }

    private static ulong Key(int left, int right) => (ulong)(uint)left << 32 | (uint)right;
}

using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The text of a sample as its tokens come, up to the first stop string.</summary>
internal sealed class SampleText(HuggingFaceTokenizer tokenizer, IReadOnlyList<string> stopStrings)
{
    private readonly IncrementalDecoder decoder = tokenizer.OpenDecoder(skipSpecialTokens: true);
    private readonly int longest = stopStrings.Count == 0 ? 0 : stopStrings.Max(stop => stop.Length);
    private readonly StringBuilder text = new();
    private int end = -1;
    private int taken;

    /// <summary>The text; call <see cref="Complete"/> first.</summary>
    public string Value => text.ToString(0, end < 0 ? text.Length : end);

    /// <summary>Takes a token. True when the text has come to a stop string.</summary>
    /// <param name="tokenIds">The sample's tokens, this one the last.</param>
    public bool Append(IReadOnlyList<int> tokenIds)
    {
        if (Add(decoder.Append(tokenIds[^1])))
            return true;
        // A run of bytes becomes text when it ends; if it stopped here, it would be text already.
        if (longest == 0 || decoder.Held is not { Length: > 0 } held || Find(Tail() + held) < 0)
            return false;
        string whole = tokenizer.Decode(tokenIds, skipSpecialTokens: true);
        if (Find(whole) is var at && at < 0)
            return false;
        text.Clear().Append(whole);
        end = at;
        return true;
    }

    /// <summary>No more tokens come. True when only now the text has come to a stop string.</summary>
    public bool Complete() => end < 0 && Add(decoder.Complete());

    /// <summary>The text since the last call, without what may turn out to be a stop string.</summary>
    /// <param name="last">No more comes: all of it.</param>
    public string Take(bool last)
    {
        int certain = end >= 0 ? end : last ? text.Length : text.Length - Begun();
        string piece = text.ToString(taken, certain - taken);
        taken = certain;
        return piece;
    }

    private bool Add(string piece)
    {
        int before = Math.Max(0, text.Length - Math.Max(0, longest - 1));
        text.Append(piece);
        if (longest > 0 && piece.Length > 0 && Find(text.ToString(before, text.Length - before)) is >= 0 and int at)
            end = before + at;
        return end >= 0;
    }

    private string Tail() => text.ToString(Math.Max(0, text.Length - longest), Math.Min(longest, text.Length));

    /// <summary>Where the first of the stop strings begins; -1 if there is none.</summary>
    private int Find(string part)
    {
        int first = -1;
        foreach (string stop in stopStrings)
            if (part.IndexOf(stop, StringComparison.Ordinal) is >= 0 and int at && (first < 0 || at < first))
                first = at;
        return first;
    }

    /// <summary>How many of the last characters are the beginning of a stop string.</summary>
    private int Begun()
    {
        string tail = Tail();
        for (int length = Math.Min(tail.Length, longest - 1); length > 0; length--)
            foreach (string stop in stopStrings)
                if (length < stop.Length && string.CompareOrdinal(tail, tail.Length - length, stop, 0, length) == 0)
                    return length;
        return 0;
    }
}

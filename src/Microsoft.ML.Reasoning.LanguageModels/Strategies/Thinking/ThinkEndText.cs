using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Finds a text in what a row writes: the automaton of Knuth, Morris and Pratt, one step a token.</summary>
internal sealed class ThinkEndText : ThinkEnd
{
    private static readonly ConditionalWeakTable<HuggingFaceTokenizer, ConcurrentDictionary<string, ThinkEndText>> s_known = [];
    private readonly ushort[] next;
    private readonly int vocabulary;

    private ThinkEndText(HuggingFaceTokenizer tokenizer, string text)
    {
        Length = text.Length;
        vocabulary = tokenizer.VocabularySize;
        next = new ushort[Length * vocabulary];
        int[] shorter = Borders(text);
        // A first token may be written otherwise than one that follows: every token is read behind another.
        int before = tokenizer.Encode("a", addSpecialTokens: false)[0];
        int skipped = tokenizer.Decode([before], skipSpecialTokens: false).Length;
        for (int token = 0; token < vocabulary; token++)
        {
            string written = tokenizer.IdToToken(token) is null ? "" : tokenizer.Decode([before, token], skipSpecialTokens: false)[skipped..];
            for (int state = 0; state < Length; state++)
                next[state * vocabulary + token] = (ushort)Step(text, shorter, state, written);
        }
    }

    public override int Length { get; }

    public static ThinkEndText Of(HuggingFaceTokenizer tokenizer, string text) =>
        s_known.GetOrCreateValue(tokenizer).GetOrAdd(text, _ => new ThinkEndText(tokenizer, text));

    public override Tensor After(Tensor memory, Tensor tokenIds)
    {
        float[] states = memory.cpu().contiguous().data<float>().ToArray();
        long[] tokens = tokenIds.cpu().data<long>().ToArray();
        for (int i = 0; i < states.Length; i++)
            states[i] = After((int)states[i], (int)tokens[i]);
        return tensor(states, device: memory.device);
    }

    public override int Count(IReadOnlyList<int> tokenIds)
    {
        int state = 0, count = 0;
        while (count < tokenIds.Count && state < Length)
            state = After(state, tokenIds[count++]);
        return count;
    }

    // A model may have more tokens than its tokenizer: they write nothing.
    private int After(int state, int token) => state >= Length ? Length : token < vocabulary ? next[state * vocabulary + token] : state;

    private static int Step(string text, int[] shorter, int state, string written)
    {
        foreach (char letter in written)
        {
            while (state > 0 && text[state] != letter)
                state = shorter[state];
            if (text[state] == letter)
                state++;
            if (state == text.Length)
                break;
        }

        return state;
    }

    /// <summary>For each number of letters matched, the next smaller number that can still be part of the text.</summary>
    private static int[] Borders(string text)
    {
        int[] borders = new int[text.Length + 1];
        for (int i = 1, length = 0; i < text.Length; i++)
        {
            while (length > 0 && text[i] != text[length])
                length = borders[length];
            borders[i + 1] = text[i] == text[length] ? ++length : 0;
        }

        return borders;
    }
}

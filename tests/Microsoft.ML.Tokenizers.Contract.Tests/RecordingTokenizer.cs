using System.Buffers;

namespace Microsoft.ML.Tokenizers.Contract.Tests;

/// <summary>One token a character, id = code; overrides only what is abstract, and records how it was called.</summary>
internal class RecordingTokenizer : Tokenizer
{
    public List<(string? Text, string Span, bool PreTokenize, bool Normalize, int Max)> Calls { get; } = [];

    public int DecodeCalls { get; private set; }

    /// <summary>Set: what stands in the results as normalized text (offsets are the same).</summary>
    public string? Normalized { get; set; }

    /// <summary>Set: the status that <c>Decode</c> returns at once.</summary>
    public OperationStatus? Refusal { get; set; }

    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        Calls.Add((text, textSpan.ToString(), settings.ConsiderPreTokenization, settings.ConsiderNormalization, settings.MaxTokenCount));
        int count = Math.Min(textSpan.Length, settings.MaxTokenCount);
        EncodedToken[] tokens = new EncodedToken[count];
        for (int i = 0; i < count; i++)
            tokens[i] = new EncodedToken(textSpan[i], textSpan[i].ToString(), new Range(i, i + 1));
        return new EncodeResults<EncodedToken> { Tokens = tokens, NormalizedText = Normalized, CharsConsumed = count };
    }

    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        DecodeCalls++;
        idsConsumed = charsWritten = 0;
        if (Refusal is { } status)
            return status;
        foreach (int id in ids)
        {
            if (charsWritten == destination.Length)
                return OperationStatus.DestinationTooSmall;
            destination[charsWritten++] = (char)id;
            idsConsumed++;
        }
        return OperationStatus.Done;
    }
}

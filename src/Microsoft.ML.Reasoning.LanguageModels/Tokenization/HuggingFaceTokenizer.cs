using System.Buffers;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// A tokenizer read from a Hugging Face <c>tokenizer.json</c>: byte-level and SentencePiece-like byte-pair encodings, with the ids
/// that the reference implementation gives. Thread-safe.
/// </summary>
/// <remarks>
/// The members of <see cref="Tokenizer"/> add no special tokens; text that looks like an added token (<c>&lt;|im_end|&gt;</c>) is that
/// token, as in the reference. <see cref="Tokenizer.Normalizer"/> and <see cref="Tokenizer.PreTokenizer"/> are null: both work on the
/// text between added tokens and do not stand alone. Half a surrogate pair in a text becomes U+FFFD. <c>truncation</c> and
/// <c>padding</c> in the file are ignored.
/// </remarks>
public sealed class HuggingFaceTokenizer : Tokenizer
{
    private readonly TokenizerFiles _files;
    private readonly TokenizerDefinition _definition;
    private readonly TextSegmenter _segmenter;
    private readonly HashSet<int> _special;

    private HuggingFaceTokenizer(TokenizerFiles files)
    {
        _files = files;
        _definition = TokenizerDefinition.Read(files.PathOf(TokenizerFiles.Definition), files.Find(TokenizerFiles.Definition)!);
        _segmenter = new TextSegmenter(_definition);
        _special = [.. _definition.AddedTokens.Where(token => token.Special).Select(token => token.Id)];
        SpecialTokens special = new(files);
        BeginTokenId = special.Begin is { } begin ? TokenToId(begin) : null;
        EndTokenId = special.End is { } end ? TokenToId(end) : null;
        PadTokenId = special.Pad is { } pad ? TokenToId(pad) : null;
        ChatTemplateSource = special.ChatTemplate;
    }

    /// <summary>Every token and its id, added tokens included.</summary>
    public IReadOnlyDictionary<string, int> Vocabulary => _definition.Vocabulary;

    /// <summary>The largest id plus one: the least number of rows that an embedding for this tokenizer needs.</summary>
    public int VocabularySize => _definition.TokensById.Length;

    /// <summary>The token that begins a text, where the checkpoint names one (<c>bos_token</c>).</summary>
    public int? BeginTokenId { get; }

    /// <summary>The token that ends a text or a turn, where the checkpoint names one (<c>eos_token</c>).</summary>
    public int? EndTokenId { get; }

    /// <summary>The token that fills up batches, where the checkpoint names one (<c>pad_token</c>).</summary>
    public int? PadTokenId { get; }

    /// <summary>The checkpoint's chat template in Jinja; null where there is none. See <see cref="ChatTemplates"/>.</summary>
    public string? ChatTemplateSource { get; }

    /// <summary>Reads the tokenizer of a Hugging Face directory, or a <c>tokenizer.json</c> and the files beside it.</summary>
    /// <exception cref="FileNotFoundException">There is no <c>tokenizer.json</c>.</exception>
    /// <exception cref="FormatException">A file is malformed; the message names file and field.</exception>
    /// <exception cref="NotSupportedException">The tokenizer is of an unknown kind; the message names file, field and value.</exception>
    public static HuggingFaceTokenizer Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new HuggingFaceTokenizer(TokenizerFiles.Load(path));
    }

    /// <summary>
    /// Learns a byte-level byte-pair vocabulary. Every byte has a token, so that any text can be encoded; digits stay single; the
    /// same texts and options give the same tokenizer.
    /// </summary>
    public static HuggingFaceTokenizer Train(IEnumerable<string> texts, TokenizerTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(options);
        return new HuggingFaceTokenizer(TokenizerWriter.Write(BytePairTrainer.Train(texts, options), options));
    }

    /// <summary>Writes the tokenizer's files into a directory, byte for byte as they were read.</summary>
    public void Save(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _files.Save(directory);
    }

    /// <summary>The token of an id as it stands in the vocabulary (byte-level ones in their alphabet); null for an id without one.</summary>
    public string? IdToToken(int id) => (uint)id < (uint)_definition.TokensById.Length ? _definition.TokensById[id] : null;

    /// <summary>The id of a token as it stands in the vocabulary; null where there is no such token.</summary>
    public int? TokenToId(string token) => Vocabulary.TryGetValue(token, out int id) ? id : null;

    /// <summary>Whether an id is a special token: one that decoding can skip.</summary>
    public bool IsSpecial(int id) => _special.Contains(id);

    /// <summary>The ids of a text. A text made by a chat template contains its special tokens already: add none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether to put the tokens around it that the tokenizer prescribes, such as the one that begins texts.</param>
    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [];
        if (addSpecialTokens)
            ids.AddRange(_definition.Before);
        AppendIds(_segmenter.Segment(text, normalize: true, split: true), ids);
        if (addSpecialTokens)
            ids.AddRange(_definition.After);
        return ids;
    }

    /// <summary>The text of some ids. Ids that no token has are skipped, as in the reference: models have more rows than tokens.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="skipSpecialTokens">Whether special tokens are left out.</param>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        IncrementalDecoder decoder = OpenDecoder(skipSpecialTokens);
        foreach (int id in ids)
            decoder.Push(id);
        return decoder.Complete();
    }

    /// <summary>Decodes tokens as they arrive.</summary>
    public IncrementalDecoder OpenDecoder(bool skipSpecialTokens) => new(this, skipSpecialTokens, _definition.Decoder);

    /// <inheritdoc/>
    public override string Decode(IEnumerable<int> ids) => Decode(ids, skipSpecialTokens: false);

    /// <summary>
    /// Decodes into a span. The text fits as a whole, or nothing is consumed: the bytes of a character may lie in several tokens.
    /// </summary>
    /// <inheritdoc/>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int[] all = [.. ids];
        string text = Decode(all);
        bool fits = text.AsSpan().TryCopyTo(destination);
        (idsConsumed, charsWritten) = fits ? (all.Length, text.Length) : (0, 0);
        return fits ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
    }

    /// <inheritdoc/>
    protected override EncodeResults<EncodedToken> EncodeToTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        TokenLocator locator = Locate(text ?? textSpan.ToString(), settings, out string? normalizedText);
        return new EncodeResults<EncodedToken>
        {
            Tokens = locator.Take(settings.MaxTokenCount, out int charsConsumed),
            NormalizedText = normalizedText,
            CharsConsumed = charsConsumed,
        };
    }

    /// <inheritdoc/>
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        // A limit must not cut a character in two, which only the places of the tokens can tell.
        if (settings.MaxTokenCount != int.MaxValue)
            return base.EncodeToIds(text, textSpan, settings);
        string original = text ?? textSpan.ToString();
        StringBuilder processed = new(original.Length);
        List<int> ids = [];
        AppendIds(_segmenter.Segment(original, settings.ConsiderNormalization, settings.ConsiderPreTokenization), ids, processed);
        return new EncodeResults<int>
        {
            Tokens = ids,
            NormalizedText = processed.Equals(original) ? null : processed.ToString(),
            CharsConsumed = processed.Length,
        };
    }

    /// <inheritdoc/>
    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToIds(text, textSpan, settings).Tokens.Count;

    /// <inheritdoc/>
    protected override int GetIndexByTokenCount(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText, out int tokenCount)
    {
        TokenLocator locator = Locate(text ?? textSpan.ToString(), settings, out normalizedText);
        if (fromEnd)
            return locator.IndexFromEnd(settings.MaxTokenCount, out tokenCount);
        tokenCount = locator.Take(settings.MaxTokenCount, out int charsConsumed).Count;
        return charsConsumed;
    }

    internal string? DecoderInput(int id) => _definition.NormalizedForms.GetValueOrDefault(id) ?? IdToToken(id);

    private TokenLocator Locate(string text, EncodeSettings settings, out string? normalizedText)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(settings.MaxTokenCount);
        TokenLocator locator = new(this, _definition.Model);
        foreach (TextSegment segment in _segmenter.Segment(text, settings.ConsiderNormalization, settings.ConsiderPreTokenization))
            locator.Add(segment);
        normalizedText = locator.Text == text ? null : locator.Text;
        return locator;
    }

    private void AppendIds(List<TextSegment> segments, List<int> ids, StringBuilder? processed = null)
    {
        foreach (TextSegment segment in segments)
        {
            processed?.Append(segment.Text);
            if (segment.IsToken)
                ids.Add(segment.TokenId);
            else
                _definition.Model.AppendIds(segment.Text.Span, ids);
        }
    }
}

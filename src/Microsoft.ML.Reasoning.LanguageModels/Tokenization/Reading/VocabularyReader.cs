using System.Text.Json;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads the large parts of tokenizer.json: vocabulary, merges, added tokens.</summary>
internal static class VocabularyReader
{
    // Ids may have holes (padding), but a file must not make us reserve memory that it does not fill.
    private const int LargestHole = 1 << 16;

    public static Dictionary<string, int> ReadVocabulary(JsonField field)
    {
        if (field.Value.ValueKind != JsonValueKind.Object)
            throw field.Error("is not an object");
        Dictionary<string, int> vocabulary = new(StringComparer.Ordinal);
        foreach (JsonProperty entry in field.Value.EnumerateObject())
        {
            string token = Name(field, entry);
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out int id) || id < 0)
                throw field.Error($"gives token \"{token}\" the id {entry.Value.GetRawText()}");
            vocabulary[token] = id;
        }
        return vocabulary.Count > 0 ? vocabulary : throw field.Error("is empty");
    }

    public static MergeTable ReadMerges(JsonField field, Dictionary<string, int> vocabulary)
    {
        MergeTable merges = new();
        int rank = 0;
        foreach (JsonField entry in field.Items())
            if (Pair(entry) is var (left, right))
                merges.Add(Id(entry, vocabulary, left), Id(entry, vocabulary, right), rank++, Id(entry, vocabulary, left + right));
        return merges;
    }

    public static IReadOnlyList<AddedToken> ReadAddedTokens(JsonField? field, Dictionary<string, int> vocabulary)
    {
        if (field is not { } present)
            return [];
        List<AddedToken> tokens = [];
        foreach (JsonField item in present.Items())
        {
            string content = item.Required("content").AsString();
            JsonField id = item.Required("id");
            if (id.AsInt32() < 0)
                throw id.Error("is negative");
            if (content.Length == 0)
                continue;
            // A token that the model knows already keeps the model's id.
            tokens.Add(new AddedToken(vocabulary.GetValueOrDefault(content, id.AsInt32()), content, Flag(item, "single_word"),
                Flag(item, "lstrip"), Flag(item, "rstrip"), Flag(item, "normalized"), Flag(item, "special")));
        }
        return tokens;
    }

    /// <summary>The token of every id, null in the holes; added tokens go before those of the model.</summary>
    public static string?[] TokensById(JsonField field, Dictionary<string, int> vocabulary, IReadOnlyList<AddedToken> added)
    {
        int largest = Math.Max(vocabulary.Values.Max(), added.Count > 0 ? added.Max(token => token.Id) : 0);
        if (largest > vocabulary.Count + added.Count + LargestHole)
            throw field.Error($"has the id {largest}, far beyond its {vocabulary.Count + added.Count} tokens");
        string?[] tokens = new string?[largest + 1];
        foreach ((string token, int id) in vocabulary)
            tokens[id] = token;
        foreach (AddedToken token in added)
            tokens[token.Id] = token.Content;
        return tokens;
    }

    private static (string Left, string Right)? Pair(JsonField entry)
    {
        string[] parts = entry.Value.ValueKind == JsonValueKind.Array
            ? [.. entry.Items().Select(part => part.AsString())]
            : entry.AsString().Split(' ');
        if (entry.Value.ValueKind == JsonValueKind.String && parts[0].StartsWith("#version", StringComparison.Ordinal))
            return null;
        return parts.Length == 2 ? (parts[0], parts[1]) : throw entry.Error("is not a pair of tokens");
    }

    private static int Id(JsonField entry, Dictionary<string, int> vocabulary, string token) =>
        vocabulary.TryGetValue(token, out int id) ? id : throw entry.Error($"needs the token \"{token}\", which is not in 'model.vocab'");

    private static bool Flag(JsonField item, string name) => item.Optional(name)?.AsBoolean() ?? false;

    private static string Name(JsonField field, JsonProperty entry)
    {
        try
        {
            return entry.Name;
        }
        catch (InvalidOperationException e)
        {
            throw field.Error("has a token that is not valid Unicode text", e);
        }
    }
}

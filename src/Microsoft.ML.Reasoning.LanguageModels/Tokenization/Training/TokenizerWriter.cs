using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Writes a trained tokenizer as the files that everybody reads.</summary>
internal static class TokenizerWriter
{
    private static readonly JsonWriterOptions s_format = new()
    {
        Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TokenizerFiles Write(TrainedVocabulary vocabulary, TokenizerTrainingOptions options) =>
        new("a trained tokenizer", new Dictionary<string, byte[]>
        {
            [TokenizerFiles.Definition] = Json(writer => WriteDefinition(writer, vocabulary, options.SpecialTokens)),
            [TokenizerFiles.Configuration] = Json(writer => WriteConfiguration(writer, options)),
        });

    private static void WriteDefinition(Utf8JsonWriter writer, TrainedVocabulary vocabulary, IReadOnlyList<string> specialTokens)
    {
        writer.WriteString("version", "1.0");
        writer.WriteNull("truncation");
        writer.WriteNull("padding");
        writer.WriteStartArray("added_tokens");
        for (int i = 0; i < specialTokens.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", vocabulary.Tokens.Count + i);
            writer.WriteString("content", specialTokens[i]);
            foreach (string flag in (string[])["single_word", "lstrip", "rstrip", "normalized"])
                writer.WriteBoolean(flag, false);
            writer.WriteBoolean("special", true);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        // No normalizer: every text comes back as it was.
        writer.WriteNull("normalizer");
        writer.WriteStartObject("pre_tokenizer");
        writer.WriteString("type", "Sequence");
        writer.WriteStartArray("pretokenizers");
        writer.WriteStartObject();
        writer.WriteString("type", "Split");
        writer.WriteStartObject("pattern");
        writer.WriteString("Regex", BytePairTrainer.SplitPattern);
        writer.WriteEndObject();
        writer.WriteString("behavior", "Isolated");
        writer.WriteBoolean("invert", false);
        writer.WriteEndObject();
        writer.WriteStartObject();
        WriteByteLevel(writer);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        foreach (string stage in (string[])["post_processor", "decoder"])
        {
            writer.WriteStartObject(stage);
            WriteByteLevel(writer);
            writer.WriteEndObject();
        }
        WriteModel(writer, vocabulary);
    }

    private static void WriteByteLevel(Utf8JsonWriter writer)
    {
        writer.WriteString("type", "ByteLevel");
        writer.WriteBoolean("add_prefix_space", false);
        writer.WriteBoolean("trim_offsets", false);
        writer.WriteBoolean("use_regex", false);
    }

    private static void WriteModel(Utf8JsonWriter writer, TrainedVocabulary vocabulary)
    {
        writer.WriteStartObject("model");
        writer.WriteString("type", "BPE");
        foreach (string name in (string[])["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix"])
            writer.WriteNull(name);
        foreach (string name in (string[])["fuse_unk", "byte_fallback", "ignore_merges"])
            writer.WriteBoolean(name, false);
        writer.WriteStartObject("vocab");
        for (int id = 0; id < vocabulary.Tokens.Count; id++)
            writer.WriteNumber(vocabulary.Tokens[id], id);
        writer.WriteEndObject();
        writer.WriteStartArray("merges");
        foreach ((string left, string right) in vocabulary.Merges)
            writer.WriteStringValue($"{left} {right}");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteConfiguration(Utf8JsonWriter writer, TokenizerTrainingOptions options)
    {
        writer.WriteBoolean("add_prefix_space", false);
        writer.WriteBoolean("clean_up_tokenization_spaces", false);
        if (options.EndToken is not null)
            writer.WriteString("eos_token", options.EndToken);
        if (options.PadToken is not null)
            writer.WriteString("pad_token", options.PadToken);
        if (options.ChatTemplateSource is not null)
            writer.WriteString("chat_template", options.ChatTemplateSource);
        writer.WriteString("tokenizer_class", "PreTrainedTokenizerFast");
    }

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, s_format))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        stream.Write(Encoding.UTF8.GetBytes("\n"));
        return stream.ToArray();
    }
}

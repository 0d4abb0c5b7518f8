using System.Text.Json;
using System.Text.Json.Nodes;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads generation_config.json, and sorts the fields that this library does not follow.</summary>
internal static class GenerationDefaultsReader
{
    // Fields that are read here or in ConfigurationReader, and those that have no bearing on the tokens.
    private static readonly HashSet<string> s_understood =
    [
        "do_sample", "temperature", "top_k", "top_p", "min_p", "repetition_penalty", "max_new_tokens", "stop_strings",
        "eos_token_id", "bos_token_id", "pad_token_id", "decoder_start_token_id", "transformers_version", "_from_model_config", "use_cache",
        "cache_implementation", "cache_config", "return_dict_in_generate", "output_scores", "output_logits", "output_attentions",
        "output_hidden_states", "num_return_sequences", "renormalize_logits", "early_stopping", "length_penalty", "_commit_hash",
    ];

    // Fields that would change the tokens, beside the values with which they do nothing. Null never does anything.
    private static readonly Dictionary<string, double[]> s_unsupported = new()
    {
        ["num_beams"] = [0, 1],
        ["num_beam_groups"] = [0, 1],
        ["diversity_penalty"] = [0],
        ["penalty_alpha"] = [0],
        ["dola_layers"] = [],
        ["typical_p"] = [1],
        ["top_h"] = [],
        ["epsilon_cutoff"] = [0],
        ["eta_cutoff"] = [0],
        ["encoder_repetition_penalty"] = [1],
        ["no_repeat_ngram_size"] = [0],
        ["encoder_no_repeat_ngram_size"] = [0],
        ["bad_words_ids"] = [],
        ["force_words_ids"] = [],
        ["constraints"] = [],
        ["sequence_bias"] = [],
        ["forced_bos_token_id"] = [],
        ["forced_eos_token_id"] = [],
        ["suppress_tokens"] = [],
        ["begin_suppress_tokens"] = [],
        ["exponential_decay_length_penalty"] = [],
        ["guidance_scale"] = [1],
        ["watermarking_config"] = [],
        ["min_length"] = [0],
        ["min_new_tokens"] = [0],
        ["max_time"] = [],
    };

    public static GenerationDefaults Read(string file)
    {
        JsonObject source = JsonFields.LoadObject(file);
        var fields = new JsonFields(file, source);
        string[] others = [.. source.Where(field => !s_understood.Contains(field.Key) && !DoesNothing(field.Key, field.Value)).Select(Text)];
        return new GenerationDefaults
        {
            Sample = fields.Has("do_sample") ? fields.Boolean("do_sample", false) : null,
            Temperature = Single("temperature", 1e3),
            TopK = fields.Has("top_k") ? fields.Int32("top_k", 0, int.MaxValue) : null,
            TopP = Single("top_p", 1),
            MinP = Single("min_p", 1),
            RepetitionPenalty = Single("repetition_penalty", 1e3),
            MaxNewTokens = fields.Has("max_new_tokens") ? fields.Int32("max_new_tokens", 1, int.MaxValue) : null,
            StopStrings = source["stop_strings"] is JsonArray ? fields.TextList("stop_strings") : fields.Text("stop_strings") is { } text ? [text] : null,
            Unsupported = [.. others.Where(IsUnsupported)],
            Unused = [.. others.Where(other => !IsUnsupported(other))],
        };

        float? Single(string name, double most) => fields.Has(name) ? (float)fields.Double(name, 0, most) : null;
    }

    private static bool DoesNothing(string name, JsonNode? value) => value switch
    {
        null => true,
        JsonArray { Count: 0 } => true,
        JsonValue number when number.GetValueKind() == JsonValueKind.Number && s_unsupported.TryGetValue(name, out double[]? neutral) =>
            number.TryGetValue(out double found) && neutral.Contains(found),
        _ => false,
    };

    private static bool IsUnsupported(string field) => s_unsupported.ContainsKey(field[..field.IndexOf(' ', StringComparison.Ordinal)]);

    private static string Text(KeyValuePair<string, JsonNode?> field)
    {
        string value = field.Value!.ToJsonString();
        return $"{field.Key} = {(value.Length <= 60 ? value : value[..60] + "...")}";
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Writes config.json as the reference implementation reads it.</summary>
internal static class ConfigurationWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(ModelConfiguration configuration, string path) => File.WriteAllText(path, Text(configuration) + "\n");

    private static string Text(ModelConfiguration configuration)
    {
        ModelArchitecture architecture = configuration.Architecture;
        JsonObject json = configuration.Source?.DeepClone().AsObject() ?? new JsonObject
        {
            ["architectures"] = new JsonArray(architecture.ClassName),
            ["hidden_act"] = "silu",
            ["initializer_range"] = WeightInitialization.StandardDeviation,
            ["attention_dropout"] = 0.0,
            ["use_cache"] = true,
        };
        json["model_type"] = configuration.ModelType;
        json["vocab_size"] = configuration.VocabularySize;
        json["hidden_size"] = configuration.HiddenSize;
        json["intermediate_size"] = configuration.IntermediateSize;
        json["num_hidden_layers"] = configuration.LayerCount;
        json["num_attention_heads"] = configuration.HeadCount;
        json["num_key_value_heads"] = configuration.KeyValueHeadCount;
        json["head_dim"] = configuration.HeadSize;
        json["max_position_embeddings"] = configuration.ContextLength;
        json["rms_norm_eps"] = JsonNode.Parse(JsonSerializer.Serialize(configuration.RmsNormEpsilon));
        json["tie_word_embeddings"] = configuration.TieWordEmbeddings;
        if (architecture.AttentionBias)
            json["attention_bias"] = configuration.AttentionBias;
        if (architecture.FeedForwardBias)
            json["mlp_bias"] = configuration.FeedForwardBias;
        WriteRotary(configuration, json);
        WriteWindow(configuration, json);
        WriteTokens(configuration, json);
        if (configuration.Precision is { } precision)
            json[json.ContainsKey("dtype") ? "dtype" : "torch_dtype"] = precision == ScalarType.BFloat16 ? "bfloat16" : "float32";
        return json.ToJsonString(Indented);
    }

    private static void WriteRotary(ModelConfiguration configuration, JsonObject json)
    {
        // The older of two spellings, which every version reads.
        json.Remove("rope_parameters");
        json["rope_theta"] = configuration.RopeTheta;
        json["rope_scaling"] = configuration.RotaryScaling is { } scaling ? Scaling(scaling) : null;
    }

    private static void WriteWindow(ModelConfiguration configuration, JsonObject json)
    {
        if (configuration.Architecture.Window == WindowRule.None)
            return;
        json["sliding_window"] = configuration.SlidingWindow;
        if (configuration.Architecture.Window == WindowRule.EveryLayer)
            return;
        json["use_sliding_window"] = configuration.SlidingWindow is not null;
        json["max_window_layers"] = configuration.WindowedLayers.DefaultIfEmpty(configuration.LayerCount).Min();
        json["layer_types"] = new JsonArray(
        [
            .. Enumerable.Range(0, configuration.LayerCount)
                .Select(layer => (JsonNode)(configuration.WindowedLayers.Contains(layer) ? "sliding_attention" : "full_attention")),
        ]);
    }

    private static JsonObject Scaling(RotaryScaling scaling)
    {
        var json = new JsonObject { ["rope_type"] = scaling.Type, ["factor"] = scaling.Factor };
        if (scaling.OriginalContextLength is { } original)
            json["original_max_position_embeddings"] = original;
        if (scaling.Type == "llama3")
        {
            json["low_freq_factor"] = scaling.LowFrequencyFactor;
            json["high_freq_factor"] = scaling.HighFrequencyFactor;
        }
        else if (scaling.Type == "yarn")
        {
            json["beta_fast"] = scaling.BetaFast;
            json["beta_slow"] = scaling.BetaSlow;
            json["truncate"] = scaling.Truncate;
            if (scaling.AttentionFactor is { } factor)
                json["attention_factor"] = factor;
            if (scaling.Scale is { } scale)
                json["mscale"] = scale;
            if (scaling.ScaleAllDimensions is { } all)
                json["mscale_all_dim"] = all;
        }

        return json;
    }

    private static void WriteTokens(ModelConfiguration configuration, JsonObject json)
    {
        json["bos_token_id"] = configuration.BeginTokenId;
        json["pad_token_id"] = configuration.PadTokenId;
        json["eos_token_id"] = configuration.EndTokenIds switch
        {
            [] => null,
            [int one] => one,
            var several => new JsonArray([.. several.Select(token => (JsonNode)token)]),
        };
    }
}

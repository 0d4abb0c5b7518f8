using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads config.json. What it leaves out has the value that the reference implementation gives it.</summary>
internal static class ConfigurationReader
{
    public const string FileName = "config.json";

    // A model of this many layers or columns does not exist; larger numbers would overflow sizes.
    private const int MostLayers = 4096;
    private const int Widest = 1 << 24;

    public static ModelConfiguration Read(string file)
    {
        JsonObject source = JsonFields.LoadObject(file);
        var fields = new JsonFields(file, source);
        ModelArchitecture architecture = ModelArchitecture.Find(fields.Text("model_type"))
            ?? throw fields.Unknown("model_type", ModelArchitecture.KnownNames);
        if (fields.Text("hidden_act") is not (null or "silu"))
            throw fields.Unknown("hidden_act", "silu");
        int hiddenSize = fields.Int32("hidden_size", 1, Widest);
        int layerCount = fields.Int32("num_hidden_layers", 1, MostLayers);
        int headCount = fields.Int32("num_attention_heads", 1, Widest);
        if (!fields.Has("head_dim") && hiddenSize % headCount != 0)
            throw fields.Wrong("num_attention_heads", $"a divisor of hidden_size ({hiddenSize}), there being no head_dim");
        // Newer files keep everything rotary in one object.
        JsonFields? rotary = fields.Object("rope_parameters") ?? fields.Object("rope_scaling");
        (int? window, IReadOnlyList<int> windowedLayers) = Window(fields, architecture, layerCount);
        return new ModelConfiguration
        {
            Source = source,
            ModelType = architecture.ModelType,
            VocabularySize = fields.Int32("vocab_size", 1, Widest),
            HiddenSize = hiddenSize,
            IntermediateSize = fields.Int32("intermediate_size", 1, Widest),
            LayerCount = layerCount,
            HeadCount = headCount,
            KeyValueHeadCount = fields.Int32("num_key_value_heads", 1, headCount, headCount),
            HeadSize = fields.Int32("head_dim", 2, Widest, hiddenSize / headCount),
            ContextLength = fields.Int32("max_position_embeddings", 1, int.MaxValue),
            RmsNormEpsilon = (float)fields.Double("rms_norm_eps", 0, 1, 1e-6),
            RopeTheta = (rotary?.Has("rope_theta") == true ? rotary : fields).Double("rope_theta", 1, 1e12, 10000),
            RotaryScaling = rotary is null ? null : RotaryScaling.Read(rotary),
            TieWordEmbeddings = fields.Boolean("tie_word_embeddings", false),
            AttentionBias = architecture.AttentionBias && fields.Boolean("attention_bias", false),
            FeedForwardBias = architecture.FeedForwardBias && fields.Boolean("mlp_bias", false),
            SlidingWindow = window,
            WindowedLayers = windowedLayers,
            EndTokenIds = EndTokens(fields, file),
            BeginTokenId = Token(fields, "bos_token_id"),
            PadTokenId = Token(fields, "pad_token_id"),
            Precision = Precision(fields),
        }.Validated(file);
    }

    private static (int? Window, IReadOnlyList<int> Layers) Window(JsonFields fields, ModelArchitecture architecture, int layerCount)
    {
        bool used = architecture.Window switch
        {
            WindowRule.EveryLayer => true,
            WindowRule.UpperLayers => fields.Boolean("use_sliding_window", false),
            _ => false,
        };
        if (!used || !fields.Has("sliding_window"))
            return (null, []);
        IReadOnlyList<string>? types = fields.TextList("layer_types");
        if (types is not null && (types.Count != layerCount || types.Any(type => type is not ("full_attention" or "sliding_attention"))))
            throw fields.Wrong("layer_types", $"'full_attention' or 'sliding_attention' for each of {layerCount} layers");
        int first = architecture.Window == WindowRule.EveryLayer ? 0 : fields.Int32("max_window_layers", 0, int.MaxValue, 28);
        int[] layers =
        [
            .. Enumerable.Range(0, layerCount)
                .Where(layer => types is null ? layer >= first : types[layer] == "sliding_attention"),
        ];
        return layers.Length == 0 ? (null, []) : (fields.Int32("sliding_window", 1, int.MaxValue), layers);
    }

    private static int[] EndTokens(JsonFields fields, string file)
    {
        string generation = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, GenerationDefaults.FileName);
        IReadOnlyList<int> more = File.Exists(generation) ? JsonFields.Load(generation).Int32List("eos_token_id", LastToken()) : [];
        return [.. more.Concat(fields.Int32List("eos_token_id", LastToken())).Distinct()];

        int LastToken() => fields.Int32("vocab_size", 1, Widest) - 1;
    }

    // Some checkpoints write -1 for none.
    private static int? Token(JsonFields fields, string name) => fields.Int32(name, -1, int.MaxValue, -1) is >= 0 and int token ? token : null;

    private static ScalarType? Precision(JsonFields fields)
    {
        string name = fields.Has("dtype") ? "dtype" : "torch_dtype";
        return fields.Text(name) switch
        {
            null => null,
            "bfloat16" => ScalarType.BFloat16,
            // Float16 overflows where bfloat16 and float32 do not, and no CPU computes with it.
            "float32" or "float16" => ScalarType.Float32,
            _ => throw fields.Unknown(name, "bfloat16, float16, float32"),
        };
    }
}

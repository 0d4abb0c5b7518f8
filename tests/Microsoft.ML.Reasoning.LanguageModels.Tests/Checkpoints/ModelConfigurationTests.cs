using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class ModelConfigurationTests
{
    private const string Qwen2 = """
        {"model_type":"qwen2","vocab_size":320,"hidden_size":64,"intermediate_size":96,"num_hidden_layers":4,"num_attention_heads":4,
         "num_key_value_heads":2,"max_position_embeddings":256,"rms_norm_eps":1e-05,"rope_theta":1000000.0,"tie_word_embeddings":true,
         "bos_token_id":1,"eos_token_id":2,"torch_dtype":"bfloat16","something_else":{"kept":[1,2]}}
        """;

    [TestMethod]
    public void Fields_and_defaults()
    {
        ModelConfiguration found = Read(Qwen2);
        Assert.AreEqual("qwen2", found.ModelType);
        Assert.AreEqual(16, found.HeadSize);
        Assert.AreEqual(1e-5f, found.RmsNormEpsilon);
        Assert.AreEqual(1e6, found.RopeTheta);
        Assert.AreEqual(ScalarType.BFloat16, found.Precision);
        Assert.IsTrue(found.TieWordEmbeddings);
        Assert.IsTrue(found.QueryKeyValueBias);
        Assert.IsFalse(found.AttentionOutputBias);
        Assert.IsFalse(found.QkNorm);
        CollectionAssert.AreEqual(new[] { 2 }, found.EndTokenIds.ToArray());
        Assert.AreEqual(1, found.BeginTokenId);
        Assert.IsNull(found.PadTokenId);
        Assert.IsNull(found.SlidingWindow);

        ModelConfiguration bare = Read(With(("torch_dtype", null), ("rms_norm_eps", null), ("rope_theta", null), ("num_key_value_heads", null), ("tie_word_embeddings", null), ("pad_token_id", -1)));
        Assert.IsNull(bare.PadTokenId);
        Assert.IsNull(bare.Precision);
        Assert.AreEqual(1e-6f, bare.RmsNormEpsilon);
        Assert.AreEqual(10000, bare.RopeTheta);
        Assert.AreEqual(4, bare.KeyValueHeadCount);
        Assert.IsFalse(bare.TieWordEmbeddings);
    }

    [TestMethod]
    public void Biases_are_those_of_the_architecture_and_the_file()
    {
        ModelConfiguration llama = Read(With(("model_type", "llama"), ("attention_bias", true), ("mlp_bias", true)));
        Assert.IsTrue(llama.QueryKeyValueBias && llama.AttentionOutputBias && llama.FeedForwardBias);
        ModelConfiguration qwen3 = Read(With(("model_type", "qwen3"), ("attention_bias", true), ("mlp_bias", true)));
        Assert.IsTrue(qwen3.QueryKeyValueBias && qwen3.AttentionOutputBias && qwen3.QkNorm);
        Assert.IsFalse(qwen3.FeedForwardBias);
        ModelConfiguration mistral = Read(With(("model_type", "mistral"), ("attention_bias", true)));
        Assert.IsFalse(mistral.QueryKeyValueBias || mistral.AttentionOutputBias);
    }

    [TestMethod]
    public void End_tokens_are_those_of_both_files()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.PathOf("config.json"), Qwen2);
        File.WriteAllText(directory.PathOf("generation_config.json"), """{"eos_token_id":[7,2,5],"temperature":0.7,"top_k":20,"do_sample":true}""");
        CollectionAssert.AreEqual(new[] { 7, 2, 5 }, ModelConfiguration.Load(directory.Path).EndTokenIds.ToArray());
        GenerationDefaults defaults = GenerationDefaults.Load(directory.Path)!;
        Assert.AreEqual(0.7f, defaults.Temperature);
        Assert.AreEqual(20, defaults.TopK);
        Assert.IsTrue(defaults.Sample);
        Assert.IsNull(defaults.TopP);
        File.WriteAllText(directory.PathOf("generation_config.json"), """{"temperature":"hot"}""");
        FormatException error = Assert.ThrowsExactly<FormatException>(() => GenerationDefaults.Load(directory.Path));
        Assert.Contains("generation_config.json: field 'temperature': expected a number", error.Message);
    }

    [TestMethod]
    public void Windows_as_each_family_spells_them()
    {
        JsonNode yes = true, types = new JsonArray("full_attention", "sliding_attention", "full_attention", "sliding_attention");
        CollectionAssert.AreEqual(
            new[] { 2, 3 }, Read(With(("use_sliding_window", yes), ("sliding_window", 8), ("max_window_layers", 2))).WindowedLayers.ToArray());
        CollectionAssert.AreEqual(
            new[] { 1, 3 },
            Read(With(("use_sliding_window", true), ("sliding_window", 8), ("max_window_layers", 2), ("layer_types", types))).WindowedLayers.ToArray());
        Assert.IsNull(Read(With(("use_sliding_window", false), ("sliding_window", 8), ("max_window_layers", 0))).SlidingWindow);
        Assert.IsNull(Read(With(("use_sliding_window", true), ("sliding_window", 8), ("max_window_layers", 4))).SlidingWindow);
        ModelConfiguration mistral = Read(With(("model_type", "mistral"), ("sliding_window", 8)));
        Assert.AreEqual(8, mistral.SlidingWindow);
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, mistral.WindowedLayers.ToArray());
        Assert.IsNull(Read(With(("model_type", "mistral"))).SlidingWindow);
    }

    [TestMethod]
    public void Newer_spelling_of_the_rotary_fields()
    {
        ModelConfiguration found = Read(With(
            ("rope_theta", null), ("rope_parameters", JsonNode.Parse("""{"rope_type":"linear","factor":2,"rope_theta":5000}""")), ("torch_dtype", null), ("dtype", "float32")));
        Assert.AreEqual(5000, found.RopeTheta);
        Assert.AreEqual("linear", found.RotaryScaling?.Type);
        Assert.AreEqual(ScalarType.Float32, found.Precision);
    }

    [TestMethod]
    [DataRow("model_type", "\"gpt2\"", "known: llama, mistral, qwen2, qwen3")]
    [DataRow("hidden_act", "\"gelu\"", "known: silu")]
    [DataRow("torch_dtype", "\"int8\"", "known: bfloat16, float16, float32")]
    [DataRow("rope_scaling", """{"rope_type":"dynamic","factor":2}""", "known: default, linear, llama3, yarn")]
    public void What_is_not_known_is_named_beside_what_is(string field, string value, string expected)
    {
        NotSupportedException error = Assert.ThrowsExactly<NotSupportedException>(() => Read(With((field, JsonNode.Parse(value)))));
        Assert.Contains("config.json: field '", error.Message);
        Assert.Contains(field, error.Message);
        Assert.Contains(expected, error.Message);
    }

    [TestMethod]
    [DataRow("vocab_size", "null", "is missing")]
    [DataRow("hidden_size", "-64", "a whole number from 1")]
    [DataRow("hidden_size", "64.5", "a whole number from 1")]
    [DataRow("hidden_size", "1e300", "a whole number from 1")]
    [DataRow("hidden_size", "\"64\"", "a whole number from 1")]
    [DataRow("hidden_size", "[64]", "a whole number from 1")]
    [DataRow("num_hidden_layers", "1000000", "a whole number from 1 to 4096")]
    [DataRow("num_attention_heads", "7", "a divisor of hidden_size")]
    [DataRow("num_key_value_heads", "3", "a divisor of num_attention_heads")]
    [DataRow("num_key_value_heads", "8", "from 1 to 4")]
    [DataRow("head_dim", "15", "an even number")]
    [DataRow("rms_norm_eps", "-1", "a number from 0 to 1")]
    [DataRow("rope_theta", "0", "a number from 1")]
    [DataRow("tie_word_embeddings", "1", "true or false")]
    [DataRow("eos_token_id", "\"</s>\"", "a whole number")]
    [DataRow("eos_token_id", "[2,320]", "0 to 319")]
    [DataRow("rope_scaling", "4", "an object")]
    [DataRow("rope_scaling", """{"rope_type":"yarn"}""", "'rope_scaling.factor' is missing")]
    [DataRow("rope_scaling", """{"rope_type":"llama3","factor":8}""", "'rope_scaling.low_freq_factor' is missing")]
    public void A_wrong_field_is_named(string field, string value, string expected)
    {
        FormatException error = Assert.ThrowsExactly<FormatException>(() => Read(With((field, JsonNode.Parse(value)))));
        Assert.Contains("config.json: field '", error.Message);
        Assert.Contains(field, error.Message);
        Assert.Contains(expected, error.Message);
    }

    [TestMethod]
    [DataRow("", "not valid JSON")]
    [DataRow("{\"a\":", "not valid JSON")]
    [DataRow("[]", "a JSON object")]
    [DataRow("{\"a\":1,\"a\":2}", "not valid JSON")]
    [DataRow("{\"a\":[{\"b\":1,\"b\":2}]}", "not valid JSON")]
    [DataRow("{\"a\":[\"\\udc00\"]}", "not valid JSON")]
    [DataRow("{\"a\":{\"\\ud800\":1}}", "not valid JSON")]
    public void What_is_not_json_is_refused(string text, string expected)
    {
        FormatException error = Assert.ThrowsExactly<FormatException>(() => Read(text));
        Assert.Contains("config.json: ", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [TestMethod]
    public void What_is_saved_reads_back_and_other_fields_are_kept()
    {
        using var directory = new TemporaryDirectory();
        string file = directory.PathOf("config.json");
        JsonNode yarn = JsonNode.Parse("""{"type":"yarn","factor":4,"original_max_position_embeddings":64,"beta_fast":16,"truncate":false,"attention_factor":1.5}""")!;
        ModelConfiguration read = Read(With(("rope_scaling", yarn), ("use_sliding_window", true), ("sliding_window", 8), ("max_window_layers", 2)));
        (read with { Precision = ScalarType.Float32, EndTokenIds = [2, 3] }).Save(file);
        ModelConfiguration again = ModelConfiguration.Load(file);
        Assert.AreEqual(read.RotaryScaling, again.RotaryScaling);
        CollectionAssert.AreEqual(read.WindowedLayers.ToArray(), again.WindowedLayers.ToArray());
        CollectionAssert.AreEqual(new[] { 2, 3 }, again.EndTokenIds.ToArray());
        Assert.AreEqual(ScalarType.Float32, again.Precision);
        Assert.AreEqual(
            read with { RotaryScaling = null, Source = null, EndTokenIds = [], WindowedLayers = [], Precision = null },
            again with { RotaryScaling = null, Source = null, EndTokenIds = [], WindowedLayers = [], Precision = null });
        Assert.AreEqual("[1,2]", JsonNode.Parse(File.ReadAllText(file))!["something_else"]!["kept"]!.ToJsonString());
    }

    [TestMethod]
    public void A_configuration_made_by_hand_is_written_whole()
    {
        using var directory = new TemporaryDirectory();
        TinyModels.Window.Save(directory.PathOf("config.json"));
        ModelConfiguration again = ModelConfiguration.Load(directory.Path);
        Assert.AreEqual(
            TinyModels.Window with { EndTokenIds = [], WindowedLayers = [] }, again with { Source = null, EndTokenIds = [], WindowedLayers = [] });
        CollectionAssert.AreEqual(TinyModels.Window.WindowedLayers.ToArray(), again.WindowedLayers.ToArray());
        JsonNode json = JsonNode.Parse(File.ReadAllText(directory.PathOf("config.json")))!;
        Assert.AreEqual("Qwen3ForCausalLM", (string?)json["architectures"]![0]);
        Assert.AreEqual("silu", (string?)json["hidden_act"]);
    }

    private static ModelConfiguration Read(string text)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.PathOf("config.json"), text);
        return ModelConfiguration.Load(directory.Path);
    }

    private static string With(params (string Field, JsonNode? Value)[] changes)
    {
        JsonObject json = JsonNode.Parse(Qwen2)!.AsObject();
        foreach ((string field, JsonNode? value) in changes)
            json[field] = value?.DeepClone();
        return json.ToJsonString();
    }
}

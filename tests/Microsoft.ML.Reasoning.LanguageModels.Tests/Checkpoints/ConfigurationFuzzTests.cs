using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Mutated config.json, shard indices and whole directories: an error that names the file, or what fits together.</summary>
[TestClass]
public sealed class ConfigurationFuzzTests
{
    private static readonly string[] s_configurations =
    [
        """
        {"model_type":"llama","vocab_size":320,"hidden_size":64,"intermediate_size":96,"num_hidden_layers":4,"num_attention_heads":4,
         "num_key_value_heads":2,"max_position_embeddings":256,"rms_norm_eps":1e-05,"tie_word_embeddings":true,"eos_token_id":[2,3],"torch_dtype":"bfloat16",
         "rope_scaling":{"rope_type":"llama3","factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0,"original_max_position_embeddings":32}}
        """,
        """
        {"model_type":"qwen2","vocab_size":320,"hidden_size":64,"intermediate_size":96,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":2,
         "max_position_embeddings":128,"rms_norm_eps":1e-06,"rope_theta":1e6,"tie_word_embeddings":false,"eos_token_id":2,"use_sliding_window":true,
         "sliding_window":16,"max_window_layers":1,"rope_scaling":{"type":"yarn","factor":4.0,"original_max_position_embeddings":32}}
        """,
        """
        {"model_type":"mistral","vocab_size":320,"hidden_size":64,"intermediate_size":96,"num_hidden_layers":2,"num_attention_heads":4,"num_key_value_heads":4,
         "head_dim":16,"max_position_embeddings":128,"rms_norm_eps":1e-06,"sliding_window":5,"tie_word_embeddings":false,"eos_token_id":null,"dtype":"float32"}
        """,
    ];

    private const string Index = """{"metadata":{"total_size":1},"weight_map":{"a":"1.safetensors","b":"1.safetensors","c":"2.safetensors"}}""";

    private const string Defaults =
        """{"do_sample":true,"temperature":0.7,"top_k":20,"top_p":0.8,"min_p":0.01,"repetition_penalty":1.05,"eos_token_id":[2,3],"pad_token_id":3,"max_new_tokens":64}""";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_mutated_configuration_is_refused_or_consistent()
    {
        using var directory = new TemporaryDirectory();
        FuzzRun run = FuzzRun.Of(new Mutations(s_configurations, seed: 2), directory.PathOf("config.json"), file =>
        {
            ModelConfiguration found = ModelConfiguration.Load(file);
            Assert.AreEqual(0, found.HeadCount % found.KeyValueHeadCount);
            Assert.IsTrue(found.VocabularySize > 0 && found.HiddenSize > 0 && found.HeadSize % 2 == 0);
            Assert.IsTrue(RotaryFrequencies.Of(found.RopeTheta, Math.Min(found.HeadSize, 256), found.RotaryScaling, found.ContextLength).Values.All(double.IsFinite));
        }, TestContext);
        Assert.IsGreaterThan(run.Inputs / 100, run.Read);
    }

    [TestMethod]
    public void A_mutated_index_is_refused_or_names_files_of_its_directory()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.PathOf("1.safetensors"), "");
        File.WriteAllText(directory.PathOf("2.safetensors"), "");
        FuzzRun run = FuzzRun.Of(new Mutations([Index], seed: 3), directory.PathOf(ShardIndex.FileName), file =>
        {
            foreach (string shard in ShardIndex.Read(file).Values)
                Assert.AreEqual(directory.Path, Path.GetDirectoryName(Path.GetFullPath(shard)));
        }, TestContext);
        Assert.IsGreaterThan(run.Inputs / 100, run.Read);
    }

    [TestMethod]
    [DataRow("config.json")]
    [DataRow("generation_config.json")]
    public void A_directory_with_a_mutated_file_loads_whole_or_not_at_all(string name)
    {
        // The weights stay; whatever the file says, the model is the one that was saved, or there is none.
        using var directory = new TemporaryDirectory();
        using (CausalLanguageModel model = TinyModels.Create())
            model.SaveHuggingFace(directory.Path);
        string file = directory.PathOf(name);
        string good = File.Exists(file) ? File.ReadAllText(file) : Defaults;
        FuzzRun run = FuzzRun.Of(new Mutations([good], seed: 4), file, _ =>
        {
            using CausalLanguageModel model = CausalLanguageModel.Load(directory.Path);
            Assert.AreEqual(TinyModels.Qwen3.HiddenSize, model.Configuration.HiddenSize);
        }, TestContext);
        Assert.IsGreaterThan(run.Inputs / 100, run.Read);
    }
}

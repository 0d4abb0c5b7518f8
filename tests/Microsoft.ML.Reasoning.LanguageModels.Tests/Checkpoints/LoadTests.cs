using Microsoft.ML.Reasoning.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class LoadTests
{
    [TestMethod]
    [DataRow(ScalarType.Float32)]
    [DataRow(ScalarType.BFloat16)]
    public void What_is_saved_loads_bit_for_bit(ScalarType precision)
    {
        using DisposeScope scope = NewDisposeScope();
        using var directory = new TemporaryDirectory();
        string first = directory.PathOf("first"), second = directory.PathOf("second");
        ModelConfiguration shape = TinyModels.Window with { Precision = precision, TieWordEmbeddings = false };
        using CausalLanguageModel model = TinyModels.Create(shape);
        model.SaveHuggingFace(first);
        using CausalLanguageModel loaded = CausalLanguageModel.Load(first);
        Assert.AreEqual(precision, loaded.Precision);
        Assert.AreEqual(first, loaded.SourceDirectory);
        Assert.IsNull(loaded.Tokenizer);
        TensorAssert.AreEqual(model.Weights.Values, loaded.Weights.Values, "weights");
        loaded.SaveHuggingFace(second);
        foreach (string file in Directory.GetFiles(first))
            CollectionAssert.AreEqual(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(second, Path.GetFileName(file))), file);
    }

    [TestMethod]
    public void Precision_is_converted_on_request_and_written_as_it_is()
    {
        using DisposeScope scope = NewDisposeScope();
        using var directory = new TemporaryDirectory();
        string path = directory.PathOf("model");
        using CausalLanguageModel model = TinyModels.Create();
        model.SaveHuggingFace(path);
        using CausalLanguageModel rounded = CausalLanguageModel.Load(path, new LoadOptions { Precision = ScalarType.BFloat16 });
        TensorAssert.AreEqual(model.Weights.Values.to(ScalarType.BFloat16), rounded.Weights.Values, "weights");
        rounded.SaveHuggingFace(path);
        Assert.AreEqual(ScalarType.BFloat16, ModelConfiguration.Load(path).Precision);
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(path, "model.safetensors"));
        Assert.IsTrue(file.Entries.Values.All(entry => entry.Type == ScalarType.BFloat16));
        Assert.AreEqual("pt", file.Metadata["format"]);
        Assert.ThrowsExactly<NotSupportedException>(() => CausalLanguageModel.Load(path, new LoadOptions { Precision = ScalarType.Float16 }));
    }

    [TestMethod]
    public void The_files_beside_the_weights_are_kept()
    {
        using var directory = new TemporaryDirectory();
        string first = directory.PathOf("first"), second = directory.PathOf("second");
        using (CausalLanguageModel model = TinyModels.Create())
            model.SaveHuggingFace(first);
        const string Generation = "{ \"temperature\" : 0.6 }\n";
        File.WriteAllText(Path.Combine(first, "generation_config.json"), Generation);
        using CausalLanguageModel loaded = CausalLanguageModel.Load(first);
        Assert.AreEqual(0.6f, loaded.GenerationDefaults?.Temperature);
        using CausalLanguageModel clone = loaded.Clone();
        clone.SaveHuggingFace(second);
        Assert.AreEqual(Generation, File.ReadAllText(Path.Combine(second, "generation_config.json")));
    }

    [TestMethod]
    public void The_tokenizer_goes_along_byte_for_byte()
    {
        using var directory = new TemporaryDirectory();
        string first = directory.PathOf("first"), second = directory.PathOf("second");
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Train(
            ["one two one two", "three"],
            new TokenizerTrainingOptions
            {
                VocabularySize = 270,
                SpecialTokens = ["<|im_start|>", "<|im_end|>"],
                EndToken = "<|im_end|>",
                ChatTemplateSource = ChatTemplates.ChatMlSource,
            });
        using (var model = CausalLanguageModel.Create(TinyModels.Qwen3 with { VocabularySize = 272 }, tokenizer, 1))
            model.SaveHuggingFace(first);
        File.AppendAllText(Path.Combine(first, "tokenizer.json"), " \n"); // What no writer of ours would write.
        using CausalLanguageModel loaded = CausalLanguageModel.Load(first);
        CollectionAssert.AreEqual(tokenizer.Encode("one three", false).ToArray(), loaded.Tokenizer!.Encode("one three", false).ToArray());
        Assert.IsNotNull(loaded.ChatTemplate);
        loaded.SaveHuggingFace(second);
        CollectionAssert.AreEquivalent(Names(first), Names(second));
        foreach (string name in Names(first))
            CollectionAssert.AreEqual(File.ReadAllBytes(Path.Combine(first, name)), File.ReadAllBytes(Path.Combine(second, name)), name);

        static string[] Names(string path) => [.. Directory.GetFiles(path).Select(file => Path.GetFileName(file))];
    }

    [TestMethod]
    public void Shards_are_read_through_their_index()
    {
        using DisposeScope scope = NewDisposeScope();
        using var directory = new TemporaryDirectory();
        using CausalLanguageModel model = TinyModels.Create();
        WriteShards(model, directory);
        using CausalLanguageModel loaded = CausalLanguageModel.Load(directory.Path);
        TensorAssert.AreEqual(model.Weights.Values, loaded.Weights.Values, "weights");
    }

    [TestMethod]
    [DataRow("b.safetensors", "../b.safetensors", "'../b.safetensors', which is not a file of the directory")]
    [DataRow("b.safetensors", "/etc/passwd", "'/etc/passwd', which is not a file of the directory")]
    [DataRow("b.safetensors", "sub\\\\b.safetensors", "which is not a file of the directory")]
    [DataRow("b.safetensors", "..", "'..', which is not a file of the directory")]
    [DataRow("b.safetensors", "c.safetensors", "there is no file 'c.safetensors'")]
    [DataRow("b.safetensors", "a.safetensors", "' in 'a.safetensors'")]
    [DataRow("\"model.norm.weight\":\"b.safetensors\"", "\"model.norm.weight\":3", "'model.norm.weight' is not a string")]
    [DataRow("weight_map", "weights", "'weight_map' is missing")]
    [DataRow("\"weight_map\":{", "\"weight_map\":{\"model.norm.weight\":\"a.safetensors\",", "not valid JSON")]
    public void A_wrong_index_is_refused(string from, string to, string expected)
    {
        using var directory = new TemporaryDirectory();
        using CausalLanguageModel model = TinyModels.Create();
        WriteShards(model, directory);
        string index = directory.PathOf("model.safetensors.index.json");
        File.WriteAllText(index, File.ReadAllText(index).Replace(from, to, StringComparison.Ordinal));
        FormatException error = Assert.ThrowsExactly<FormatException>(() => CausalLanguageModel.Load(directory.Path));
        Assert.Contains(index, error.Message);
        Assert.Contains(expected, error.Message);
    }

    [TestMethod]
    public void Missing_misshapen_and_unexpected_tensors_are_named_together()
    {
        using DisposeScope scope = NewDisposeScope();
        using var directory = new TemporaryDirectory();
        using CausalLanguageModel model = TinyModels.Create();
        model.Configuration.Save(directory.PathOf("config.json"));
        Dictionary<string, Tensor> tensors = model.Parameters.ToDictionary();
        tensors.Remove("model.norm.weight");
        tensors["model.layers.1.mlp.up_proj.weight"] = zeros([48, 31]);
        tensors["model.layers.3.mlp.up_proj.weight"] = zeros([48, 32]);
        tensors["model.layers.0.self_attn.q_norm.weight"] = zeros([8], ScalarType.Int64);
        tensors["model.layers.0.self_attn.rotary_emb.inv_freq"] = zeros([4]); // Older checkpoints have these: no error.
        tensors["lm_head.weight"] = zeros([97, 32]);
        SafetensorsWriter.Write(directory.PathOf("model.safetensors"), tensors);
        string message = Assert.ThrowsExactly<FormatException>(() => CausalLanguageModel.Load(directory.Path)).Message;
        Assert.Contains(directory.Path, message);
        Assert.Contains("tensor 'model.norm.weight': expected [32], found none", message);
        Assert.Contains("tensor 'model.layers.1.mlp.up_proj.weight': expected [48, 32], found [48, 31]", message);
        Assert.Contains("tensor 'model.layers.3.mlp.up_proj.weight': expected none, found [48, 32]", message);
        Assert.Contains("tensor 'model.layers.0.self_attn.q_norm.weight': expected floating-point numbers, found Int64", message);
        Assert.DoesNotContain("inv_freq", message);
        Assert.DoesNotContain("lm_head", message);
    }

    [TestMethod]
    public void A_configuration_that_asks_for_more_than_the_file_has_allocates_nothing()
    {
        using var directory = new TemporaryDirectory();
        using CausalLanguageModel model = TinyModels.Create();
        model.SaveHuggingFace(directory.PathOf("model"));
        // 2^24 x 2^24 embeddings and 4096 layers: two orders of magnitude more than any address space.
        (TinyModels.Qwen3 with { VocabularySize = 1 << 24, HiddenSize = 1 << 24, LayerCount = 4096 }).Save(directory.PathOf("model/config.json"));
        FormatException error = Assert.ThrowsExactly<FormatException>(() => CausalLanguageModel.Load(directory.PathOf("model")));
        Assert.Contains("expected [16777216, 16777216], found [97, 32]", error.Message);
        Assert.Contains("more.", error.Message);
    }

    [TestMethod]
    public void What_is_not_there_is_named()
    {
        using var directory = new TemporaryDirectory();
        DirectoryNotFoundException nothing =
            Assert.ThrowsExactly<DirectoryNotFoundException>(() => CausalLanguageModel.Load(directory.PathOf("none")));
        Assert.Contains(directory.PathOf("none"), nothing.Message);
        FileNotFoundException configuration = Assert.ThrowsExactly<FileNotFoundException>(() => CausalLanguageModel.Load(directory.Path));
        Assert.Contains(directory.PathOf("config.json"), configuration.Message);
        TinyModels.Qwen3.Save(directory.PathOf("config.json"));
        FileNotFoundException weights = Assert.ThrowsExactly<FileNotFoundException>(() => CausalLanguageModel.Load(directory.Path));
        Assert.Contains("model.safetensors.index.json", weights.Message);
        Assert.Contains(directory.Path, weights.Message);
    }

    [TestMethod]
    public void Cancelled_loading_leaves_no_tensors()
    {
        using var directory = new TemporaryDirectory();
        using (CausalLanguageModel model = TinyModels.Create())
            model.SaveHuggingFace(directory.PathOf("model"));
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var options = new LoadOptions { CancellationToken = new CancellationToken(canceled: true) };
        Assert.ThrowsExactly<OperationCanceledException>(() => CausalLanguageModel.Load(directory.PathOf("model"), options));
        CausalLanguageModel.Load(directory.PathOf("model")).Dispose();
        Assert.AreEqual(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    [TestCategory("Golden")]
    public void A_golden_checkpoint_survives_being_loaded_and_saved()
    {
        using DisposeScope scope = NewDisposeScope();
        using var directory = new TemporaryDirectory();
        string source = Shared.PathOf("golden", "models", "llama_tied_bias");
        using CausalLanguageModel model = CausalLanguageModel.Load(source);
        model.SaveHuggingFace(directory.PathOf("copy"));
        using SafetensorsFile expected = SafetensorsFile.Open(Path.Combine(source, "model.safetensors"));
        using SafetensorsFile found = SafetensorsFile.Open(directory.PathOf("copy/model.safetensors"));
        CollectionAssert.AreEquivalent(expected.Entries.Keys.ToArray(), found.Entries.Keys.ToArray());
        foreach (string name in expected.Entries.Keys)
            TensorAssert.AreEqual(expected.Tensor(name), found.Tensor(name), name);
    }

    private static void WriteShards(CausalLanguageModel model, TemporaryDirectory directory)
    {
        model.Configuration.Save(directory.PathOf("config.json"));
        string[] names = [.. model.Parameters.Keys];
        var map = new Dictionary<string, string>();
        foreach ((string file, string[] part) in new[] { ("a.safetensors", names[..^5]), ("b.safetensors", names[^5..]) })
        {
            SafetensorsWriter.Write(directory.PathOf(file), part.ToDictionary(name => name, name => model.Parameters[name]));
            foreach (string name in part)
                map[name] = file;
        }

        string json = System.Text.Json.JsonSerializer.Serialize(new { metadata = new { total_size = 1 }, weight_map = map });
        File.WriteAllText(directory.PathOf("model.safetensors.index.json"), json);
    }
}

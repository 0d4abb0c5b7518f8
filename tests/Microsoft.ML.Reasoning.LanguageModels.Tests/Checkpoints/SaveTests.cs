namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class SaveTests
{
    [TestMethod]
    public void A_model_directory_is_replaced_as_a_whole()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.PathOf("model");
        using CausalLanguageModel first = TinyModels.Create(), second = TinyModels.Create(seed: 2);
        first.SaveHuggingFace(path);
        File.WriteAllText(Path.Combine(path, "model-00001-of-00002.safetensors"), "a shard of an older version");
        second.SaveHuggingFace(path + "/");
        CollectionAssert.AreEquivalent(new[] { "config.json", "model.safetensors" }, Directory.GetFiles(path).Select(Path.GetFileName).ToArray());
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFileSystemEntries(directory.Path));
        using CausalLanguageModel loaded = CausalLanguageModel.Load(path);
        TensorAssert.AreEqual(second.Weights.Values, loaded.Weights.Values, "the second model");
    }

    [TestMethod]
    public void An_empty_directory_is_filled_and_another_one_is_refused()
    {
        using var directory = new TemporaryDirectory();
        using CausalLanguageModel model = TinyModels.Create();
        model.SaveHuggingFace(Directory.CreateDirectory(directory.PathOf("empty")).FullName);
        Assert.IsTrue(File.Exists(directory.PathOf("empty/model.safetensors")));
        string notes = Path.Combine(Directory.CreateDirectory(directory.PathOf("notes")).FullName, "notes.txt");
        File.WriteAllText(notes, "keep");
        IOException error = Assert.ThrowsExactly<IOException>(() => model.SaveHuggingFace(directory.PathOf("notes")));
        Assert.Contains(directory.PathOf("notes"), error.Message);
        Assert.ThrowsExactly<IOException>(() => model.SaveHuggingFace(notes));
        Assert.AreEqual("keep", File.ReadAllText(notes));
    }

    [TestMethod]
    public void A_failure_half_way_leaves_the_old_directory_and_nothing_else()
    {
        using var directory = new TemporaryDirectory();
        string path = directory.PathOf("model");
        using (CausalLanguageModel model = TinyModels.Create())
            model.SaveHuggingFace(path);
        Dictionary<string, byte[]> before = Directory.GetFiles(path).ToDictionary(file => file, File.ReadAllBytes);
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => DirectoryReplacement.Write(path, "config.json", target =>
        {
            File.WriteAllText(Path.Combine(target, "config.json"), "half");
            Assert.AreNotEqual(path, target);
            throw new InvalidOperationException("The disk is full.");
        }));
        Assert.Contains("full", error.Message);
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFileSystemEntries(directory.Path));
        foreach ((string file, byte[] content) in before)
            CollectionAssert.AreEqual(content, File.ReadAllBytes(file), file);
    }

    [TestMethod]
    public void A_parent_that_cannot_be_written_gives_an_error_and_no_output()
    {
        using var directory = new TemporaryDirectory();
        string file = directory.PathOf("file");
        File.WriteAllText(file, "not a directory");
        using CausalLanguageModel model = TinyModels.Create();
        Assert.Throws<IOException>(() => model.SaveHuggingFace(Path.Combine(file, "model")));
        CollectionAssert.AreEqual(new[] { file }, Directory.GetFileSystemEntries(directory.Path));
    }

    [TestMethod]
    public void Missing_parents_are_made()
    {
        using var directory = new TemporaryDirectory();
        using CausalLanguageModel model = TinyModels.Create();
        model.SaveHuggingFace(directory.PathOf("runs/1/model"));
        Assert.IsTrue(File.Exists(directory.PathOf("runs/1/model/config.json")));
    }
}

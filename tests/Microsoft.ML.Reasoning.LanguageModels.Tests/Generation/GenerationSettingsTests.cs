namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>What the user sets, what the model's generation_config.json suggests, and what the library does without either.</summary>
[TestClass]
public sealed class GenerationSettingsTests
{
    private const string Full = """
        {"do_sample": true, "temperature": 0.6, "top_k": 20, "top_p": 0.95, "min_p": 0.05, "repetition_penalty": 1.05, "max_new_tokens": 9,
         "stop_strings": "end", "eos_token_id": [5, 6], "pad_token_id": 7, "transformers_version": "4.51.0"}
        """;

    [TestMethod]
    public void Suggestions_fill_what_the_user_left_open()
    {
        using CausalLanguageModel model = With(Full);
        GenerationSettings all = new GenerationOptions().Resolve(model);
        Assert.AreEqual((0.6f, 20, 0.95f, 0.05f), (all.Temperature, all.TopK, all.TopP, all.MinP));
        Assert.AreEqual((1.05f, 9, "end"), (all.RepetitionPenalty, all.MaxNewTokens, all.StopStrings.Single()));
        CollectionAssert.AreEqual(new[] { 5, 6 }, all.StopTokenIds.ToArray());
        Assert.AreEqual("MaxNewTokens Temperature TopK TopP MinP RepetitionPenalty StopStrings", string.Join(' ', all.FromModel));

        GenerationSettings some = new GenerationOptions { Temperature = 1, TopK = 0, StopStrings = [], StopTokenIds = [1] }.Resolve(model);
        Assert.AreEqual((1f, 0, 0.95f), (some.Temperature, some.TopK, some.TopP));
        Assert.AreEqual("MaxNewTokens TopP MinP RepetitionPenalty", string.Join(' ', some.FromModel));
        Assert.IsEmpty(some.StopStrings);
        Assert.AreEqual(1, some.StopTokenIds.Single());

        GenerationSettings none = new GenerationOptions { UseModelDefaults = false }.Resolve(model);
        Assert.AreEqual((512, 1f, 0, 1f, 0f, 1f), (none.MaxNewTokens, none.Temperature, none.TopK, none.TopP, none.MinP, none.RepetitionPenalty));
        CollectionAssert.AreEqual(new[] { 5, 6 }, none.StopTokenIds.ToArray(), "The model's end tokens are no suggestion.");
        Assert.IsEmpty(none.FromModel);
    }

    [TestMethod]
    public void Not_sampling_is_greedy_unless_the_user_set_a_temperature()
    {
        using CausalLanguageModel model = With("""{"do_sample": false, "temperature": 0.7}""");
        Assert.AreEqual(0f, new GenerationOptions().Resolve(model).Temperature);
        Assert.AreEqual(0.5f, new GenerationOptions { Temperature = 0.5f }.Resolve(model).Temperature);
        GenerationOptions greedy = new() { MaxNewTokens = 8, Temperature = 0, StopTokenIds = [] }, open = new() { MaxNewTokens = 8, StopTokenIds = [] };
        CollectionAssert.AreEqual(model.Generate([[1]], greedy)[0].TokenIds.ToArray(), model.Generate([[1]], open)[0].TokenIds.ToArray());
        GenerationOptions drawing = new() { MaxNewTokens = 8, StopTokenIds = [], Strategy = new SamplingDecoding() };
        CollectionAssert.AreEqual(model.Generate([[1]], greedy)[0].TokenIds.ToArray(), model.Generate([[1]], drawing)[0].TokenIds.ToArray());
    }

    [TestMethod]
    public void A_model_that_says_nothing_leaves_the_defaults()
    {
        using CausalLanguageModel model = TinyModel.Create();
        Assert.AreEqual((512, 1f), (new GenerationOptions().Resolve(model).MaxNewTokens, new GenerationOptions().Resolve(model).Temperature));
    }

    [TestMethod]
    public void What_the_model_asks_for_and_nobody_does_is_refused_by_name()
    {
        using CausalLanguageModel model = With("""{"num_beams": 4, "no_repeat_ngram_size": 3, "suppress_tokens": [1], "typical_p": 0.9}""");
        string message = Assert.ThrowsExactly<NotSupportedException>(() => model.Generate([[1]])).Message;
        foreach (string part in new[] { "num_beams = 4", "no_repeat_ngram_size = 3", "suppress_tokens = [1]", "typical_p = 0.9", "UseModelDefaults" })
            Assert.Contains(part, message);
        Assert.HasCount(3, model.Generate([[1]], new GenerationOptions { UseModelDefaults = false, MaxNewTokens = 3, StopTokenIds = [] })[0].TokenIds);
    }

    [TestMethod]
    public void Values_that_do_nothing_are_no_reason_to_refuse_and_unknown_fields_are_told()
    {
        using CausalLanguageModel model = With("""
            {"num_beams": 1, "no_repeat_ngram_size": 0, "typical_p": 1.0, "guidance_scale": null, "bad_words_ids": [], "max_length": 4096,
             "brand_new": {"x": 1}}
            """);
        Assert.IsEmpty(model.GenerationDefaults!.Unsupported);
        Assert.AreEqual("max_length = 4096 brand_new = {\"x\":1}", string.Join(' ', model.GenerationDefaults.Unused));
        Assert.AreEqual(1f, new GenerationOptions().Resolve(model).Temperature);
    }

    [TestMethod]
    public void A_wrong_suggestion_names_its_file()
    {
        using CausalLanguageModel model = With("""{"temperature": 0.0001, "top_p": 0}""");
        string message = Assert.ThrowsExactly<ArgumentException>(() => model.Generate([[1]])).Message;
        Assert.Contains("Temperature is 0.0001 (from generation_config.json)", message);
        Assert.Contains("TopP is 0 (from generation_config.json)", message);
        Assert.HasCount(1, model.Generate([[1]], new GenerationOptions { Temperature = 1, TopP = 1, MaxNewTokens = 1 }));
    }

    private static CausalLanguageModel With(string generationConfiguration)
    {
        using var directory = new TemporaryDirectory();
        using (CausalLanguageModel model = TinyModel.Create())
            model.SaveHuggingFace(directory.PathOf("model"));
        File.WriteAllText(Path.Combine(directory.PathOf("model"), "generation_config.json"), generationConfiguration);
        return CausalLanguageModel.Load(directory.PathOf("model"));
    }
}

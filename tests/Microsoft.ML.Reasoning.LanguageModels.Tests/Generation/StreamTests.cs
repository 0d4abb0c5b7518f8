namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class StreamTests
{
    private static readonly HuggingFaceTokenizer s_tokenizer = HuggingFaceTokenizer.Train(
        ["one and two and three and four", "été, naïve, 漢字 and 🙂"], new TokenizerTrainingOptions { VocabularySize = 280 });

    [TestMethod]
    public void The_pieces_are_the_text_of_the_sample_as_soon_as_it_is_certain()
    {
        using CausalLanguageModel model = TinyModel.Create(tokenizer: s_tokenizer);
        for (ulong seed = 0; seed < 5; seed++)
        {
            var options = new GenerationOptions { MaxNewTokens = 60, Seed = seed, StopTokenIds = [5, 6, 7] };
            GeneratedSample sample = model.Generate(["one and"], options).Single();
            string[] pieces = [.. model.Stream("one and", options)];
            Assert.AreEqual(sample.Text, string.Concat(pieces));
            Assert.IsTrue(pieces.All(piece => piece.Length > 0));
            Assert.IsGreaterThan(sample.Text!.Length / 8, pieces.Length, "Text comes in pieces.");
        }
    }

    [TestMethod]
    public void A_stream_that_is_left_early_computes_no_further()
    {
        using CausalLanguageModel model = TinyModel.Create(tokenizer: s_tokenizer);
        Assert.IsNotEmpty(model.Stream("one", new GenerationOptions { MaxNewTokens = 100, StopTokenIds = [] }).First());
        Assert.IsLessThan(10L, model.ForwardCount);
    }

    [TestMethod]
    public void A_stream_is_one_sample_of_text()
    {
        using CausalLanguageModel model = TinyModel.Create(tokenizer: s_tokenizer);
        Assert.ThrowsExactly<ArgumentException>(() => model.Stream("one", new GenerationOptions { SamplesPerPrompt = 2 }));
        Assert.ThrowsExactly<ArgumentException>(() => model.Stream("one", new GenerationOptions { KeepStates = [-1] }));
        using CausalLanguageModel mute = TinyModel.Create();
        Assert.ThrowsExactly<InvalidOperationException>(() => mute.Stream("one"));
    }
}

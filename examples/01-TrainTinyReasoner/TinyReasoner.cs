using Microsoft.ML.Reasoning.LanguageModels;
using TrainTinyReasoner.Problems;

namespace TrainTinyReasoner;

/// <summary>The model before its training: a tokenizer learned from the problems, and random weights.</summary>
internal static class TinyReasoner
{
    public const string TurnEnd = "<|im_end|>";

    private const string EndOfText = "<|endoftext|>", TurnStart = "<|im_start|>";

    public static CausalLanguageModel Create(Recipe recipe)
    {
        HuggingFaceTokenizer tokenizer = TrainTokenizer(recipe);
        return CausalLanguageModel.Create(
            new ModelConfiguration
            {
                ModelType = "qwen3",
                VocabularySize = tokenizer.VocabularySize,
                HiddenSize = recipe.Width,
                IntermediateSize = recipe.FeedForward,
                LayerCount = recipe.Layers,
                HeadCount = recipe.Heads,
                KeyValueHeadCount = recipe.KeyValueHeads,
                HeadSize = recipe.Width / recipe.Heads,
                ContextLength = recipe.ContextLength,
                TieWordEmbeddings = true,
                EndTokenIds = [tokenizer.TokenToId(TurnEnd)!.Value],
                PadTokenId = tokenizer.TokenToId(EndOfText),
            },
            tokenizer,
            recipe.Seed);
    }

    /// <summary>What <c>generation_config.json</c> says: sample at temperature 1, as the model was made to be.</summary>
    public static string GenerationConfiguration(CausalLanguageModel model) => $$"""
        {
          "do_sample": true,
          "temperature": 1.0,
          "top_k": 0,
          "top_p": 1.0,
          "eos_token_id": {{model.Configuration.EndTokenIds[0]}},
          "pad_token_id": {{model.Configuration.PadTokenId}}
        }

        """;

    private static HuggingFaceTokenizer TrainTokenizer(Recipe recipe)
    {
        const int Sample = 8000;
        IEnumerable<string> texts = TaskNames.Problems(recipe.Task, recipe.Seed, heldOut: false).Take(Sample)
            .SelectMany(problem => new[] { $"user\n{problem.Question}", $"assistant\n{problem.Solution}" });
        return HuggingFaceTokenizer.Train(texts, new TokenizerTrainingOptions
        {
            VocabularySize = recipe.Vocabulary,
            SpecialTokens = [EndOfText, TurnStart, TurnEnd],
            EndToken = TurnEnd,
            PadToken = EndOfText,
            ChatTemplateSource = ChatTemplates.ChatMlSource,
        });
    }
}

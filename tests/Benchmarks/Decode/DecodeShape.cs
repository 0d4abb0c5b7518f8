using System.Globalization;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>A model's shape and the work: a batch of prompts, and how many tokens each is given.</summary>
internal sealed record DecodeShape(
    string Name, int Layers, int Width, int Heads, int KeyValueHeads, int FeedForward, int Vocabulary, int Batch, int Prompt, int NewTokens)
{
    /// <summary>The shape of the table in the design: 4 layers of 256.</summary>
    public static DecodeShape Standard { get; } = new("4x256", 4, 256, 8, 2, 768, 4096, Batch: 64, Prompt: 32, NewTokens: 128);

    public static DecodeShape Of(string name, ModelConfiguration model)
    {
        if (model.HeadCount * model.HeadSize != model.HiddenSize)
            throw new BenchmarkException("the opponent's model knows only heads that divide the width.");
        return new DecodeShape(
            name, model.LayerCount, model.HiddenSize, model.HeadCount, model.KeyValueHeadCount, model.IntermediateSize, model.VocabularySize,
            Batch: 64, Prompt: 64, NewTokens: 96);
    }

    /// <summary>The options of the opponent's program, which are ours too.</summary>
    public string[] Arguments()
    {
        (string Name, int Value)[] options =
        [
            ("layers", Layers), ("width", Width), ("heads", Heads), ("kv-heads", KeyValueHeads), ("feed-forward", FeedForward),
            ("vocabulary", Vocabulary), ("batch", Batch), ("prompt", Prompt), ("new-tokens", NewTokens),
        ];
        return [.. options.SelectMany(option => new[] { "--" + option.Name, option.Value.ToString(CultureInfo.InvariantCulture) })];
    }

    public static DecodeShape Parse(string[] arguments)
    {
        var values = arguments.Chunk(2).ToDictionary(pair => pair[0][2..], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
        return new DecodeShape(
            "", values["layers"], values["width"], values["heads"], values["kv-heads"], values["feed-forward"], values["vocabulary"],
            values["batch"], values["prompt"], values["new-tokens"]);
    }

    public ModelConfiguration Configuration() => new()
    {
        ModelType = "qwen3",
        VocabularySize = Vocabulary,
        HiddenSize = Width,
        IntermediateSize = FeedForward,
        LayerCount = Layers,
        HeadCount = Heads,
        KeyValueHeadCount = KeyValueHeads,
        HeadSize = Width / Heads,
        ContextLength = Prompt + NewTokens,
        TieWordEmbeddings = true,
    };
}

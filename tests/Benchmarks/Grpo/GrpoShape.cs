using System.Globalization;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>A model's shape and the work of one step: prompts, responses to each, and the minibatches of the update.</summary>
internal sealed record GrpoShape(
    int Layers, int Width, int Heads, int KeyValueHeads, int FeedForward, int Vocabulary, int Prompts, int Group, int Prompt, int NewTokens, int Minibatches)
{
    public static GrpoShape Of(ModelConfiguration model) => new(
        model.LayerCount, model.HiddenSize, model.HeadCount, model.KeyValueHeadCount, model.IntermediateSize, model.VocabularySize,
        Prompts: 16, Group: 16, Prompt: 48, NewTokens: 96, Minibatches: 4);

    /// <summary>The options of the opponent's program, which are ours too.</summary>
    public string[] Arguments()
    {
        (string Name, int Value)[] options =
        [
            ("layers", Layers), ("width", Width), ("heads", Heads), ("kv-heads", KeyValueHeads), ("feed-forward", FeedForward),
            ("vocabulary", Vocabulary), ("prompts", Prompts), ("group", Group), ("prompt", Prompt), ("new-tokens", NewTokens),
            ("minibatches", Minibatches),
        ];
        return [.. options.SelectMany(option => new[] { "--" + option.Name, option.Value.ToString(CultureInfo.InvariantCulture) })];
    }

    public static GrpoShape Parse(IReadOnlyDictionary<string, string> options)
    {
        return new GrpoShape(
            Number("layers"), Number("width"), Number("heads"), Number("kv-heads"), Number("feed-forward"), Number("vocabulary"),
            Number("prompts"), Number("group"), Number("prompt"), Number("new-tokens"), Number("minibatches"));

        int Number(string name) => int.Parse(options[name], CultureInfo.InvariantCulture);
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

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Chooses the next token of every row of a batch.</summary>
/// <remarks>
/// A strategy holds no state of a run: one object may serve several runs at a time. What it must remember about a row from one
/// token to the next it keeps in <see cref="DecodingContext.Memory"/>, which follows the row as the batch changes. A choice may
/// depend on a row's own logits, states, memory and random numbers only; then samples do not depend on their batch.
/// </remarks>
public interface IDecodingStrategy
{
    /// <summary>The name, for messages and tables.</summary>
    string Name { get; }

    /// <summary>How many numbers a row remembers; 0 by default.</summary>
    int MemoryWidth => 0;

    /// <summary>Adapts the strategy to a model and options before a run. Returns the strategy to use, by default this one.</summary>
    /// <param name="model">The model that will generate.</param>
    /// <param name="options">The options of the run.</param>
    /// <exception cref="ArgumentException">The strategy cannot work with them; the message lists every reason.</exception>
    IDecodingStrategy Prepare(CausalLanguageModel model, GenerationOptions options) => this;

    /// <summary>The layers whose states it wants to see, as in <see cref="GenerationOptions.KeepStates"/>; none by default.</summary>
    /// <param name="layerCount">The number of the model's layers.</param>
    IReadOnlyList<int> Layers(int layerCount) => [];

    /// <summary>Chooses a token for each row.</summary>
    /// <param name="context">The batch.</param>
    DecodingChoice Choose(DecodingContext context);
}

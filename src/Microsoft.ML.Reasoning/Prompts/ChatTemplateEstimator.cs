using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Writes each text as a chat in the form that a model was trained on: an optional system turn, the text as the user's turn, and the
/// opening of the assistant's. In: a Text column; out: a Text column.
/// </summary>
public sealed class ChatTemplateEstimator : ReasoningEstimator<ChatTemplateTransformer>
{
    internal ChatTemplateEstimator(
        IHostEnvironment env, string outputColumnName, CausalLanguageModel model, string? inputColumnName, Options options)
        : base(new ChatTemplateTransformer(env.Register(nameof(ChatTemplateTransformer)),
            CreateState(outputColumnName, model, inputColumnName, options)))
    {
    }

    private static ChatTemplateState CreateState(
        string outputColumnName, CausalLanguageModel model, string? inputColumnName, Options options)
    {
        ArgumentNullException.ThrowIfNull(outputColumnName);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var errors = new OptionErrors($"{nameof(ChatTemplateEstimator)}.{nameof(Options)}");
        errors.RequireName(outputColumnName, nameof(outputColumnName));
        errors.Require(inputColumnName is null || inputColumnName.Trim().Length > 0, "inputColumnName must name a column");
        errors.ThrowIfAny();
        IChatTemplate template = options.Template ?? model.ChatTemplate ?? throw new InvalidOperationException(
            $"The model{Where(model)} has no known chat template; give one in {nameof(Options)}.{nameof(Options.Template)}, " +
            $"for example ChatTemplates.Get(name) with one of: {string.Join(", ", ChatTemplates.KnownNames)}.");
        return new ChatTemplateState(outputColumnName, inputColumnName ?? outputColumnName, template, options.SystemPrompt,
            options.AddGenerationPrompt);
    }

    private static string Where(CausalLanguageModel model) => model.SourceDirectory is null ? "" : $" in '{model.SourceDirectory}'";

    /// <summary>Options of <see cref="ChatTemplateEstimator"/>.</summary>
    public sealed class Options
    {
        /// <summary>The system turn. Default: null, which leaves it to the template (Qwen2.5 writes its own, most write none).</summary>
        public string? SystemPrompt { get; set; }

        /// <summary>The template. Default: null, the model's own.</summary>
        public IChatTemplate? Template { get; set; }

        /// <summary>Whether the prompt ends with the opening of the assistant's turn, so that the model answers. Default: true.</summary>
        public bool AddGenerationPrompt { get; set; } = true;
    }
}

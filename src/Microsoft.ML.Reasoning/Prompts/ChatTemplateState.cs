using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>All that a <see cref="ChatTemplateTransformer"/> is.</summary>
internal sealed record ChatTemplateState(
    string OutputColumnName, string InputColumnName, IChatTemplate Template, string? SystemPrompt, bool AddGenerationPrompt);

using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>What a <see cref="LatentExplorationTransformer"/> is, apart from the model.</summary>
internal sealed record LatentExplorationState(
    GenerateState Generation,
    LatentExplorationSettings Settings,
    string ExploredColumnName,
    string ThinkingColumnName,
    string DepthsColumnName,
    string BehaviourColumnName,
    string EntropiesColumnName);

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How the loss of tokens becomes the loss of a minibatch, and what a token's loss is.</summary>
public enum PolicyLossKind
{
    /// <summary>The mean over responses of the mean over their tokens (arXiv 2402.03300, equation 3).</summary>
    Grpo,

    /// <summary>The sum over tokens, divided by responses times the longest possible response (arXiv 2503.20783).</summary>
    DrGrpo,

    /// <summary>The mean over the tokens of the minibatch. The same as <see cref="Dapo"/> where a step is one minibatch.</summary>
    Bnpo,

    /// <summary>The mean over the tokens of the step (arXiv 2503.14476, equation 8).</summary>
    Dapo,

    /// <summary>The clipped ratio as a constant factor of the log-probability (arXiv 2506.13585, equation 4), a mean over tokens.</summary>
    Cispo,

    /// <summary>A smooth gate of the ratio instead of clipping (SAPO, arXiv 2511.20347), averaged as <see cref="Grpo"/>.</summary>
    Sapo,

    /// <summary>The sum over the tokens of a response times its length, averaged over all places of the table (LUSPO, arXiv 2602.05261).</summary>
    Luspo,

    /// <summary>A smooth weight of the whole response's ratio (VESPO, arXiv 2602.10693), a mean over tokens.</summary>
    Vespo,
}

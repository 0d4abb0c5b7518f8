namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Next-token fine-tuning of a causal language model on prompts and responses; the loss counts response tokens only.</summary>
public static class SupervisedTraining
{
    /// <summary>Trains the model in place. The same seed, data and options give the same weights, also when the run was interrupted and resumed.</summary>
    /// <param name="model">The model to train.</param>
    /// <param name="examples">What it shall learn.</param>
    /// <param name="options">How; null takes the defaults.</param>
    /// <param name="progress">Is told about every step.</param>
    /// <param name="cancellationToken">Stops after the present step, with a checkpoint if the options name a directory for them.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled; the model is as the last whole step left it.</exception>
    public static SupervisedTrainingResult Run(
        CausalLanguageModel model,
        IReadOnlyList<SupervisedExample> examples,
        SupervisedTrainingOptions? options = null,
        IProgress<SupervisedTrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(examples);
        options ??= new();
        options.Validate();
        SupervisedExample[] usable = Usable(model, examples, options.MaxTokens ?? model.Configuration.ContextLength);

        if (model.Weights.Gradients is not null)
            throw new InvalidOperationException("The gradients of this model are enabled already: somebody else is training it.");
        model.Weights.EnableGradients();
        try
        {
            using var optimizer = new AdamW(model.Weights, new(options.Beta1, options.Beta2, options.Epsilon, options.WeightDecay));
            SupervisedTrainingResult result = new SupervisedRun(model, usable, options, optimizer).Go(progress, cancellationToken);
            return result with { SkippedExamples = examples.Count - usable.Length };
        }
        finally
        {
            model.Weights.DisableGradients();
        }
    }

    private static SupervisedExample[] Usable(CausalLanguageModel model, IReadOnlyList<SupervisedExample> examples, int maxTokens)
    {
        int vocabulary = model.Configuration.VocabularySize;
        for (int i = 0; i < examples.Count; i++)
        {
            (IReadOnlyList<int> prompt, IReadOnlyList<int> response) = examples[i];
            if (prompt.Count == 0 || response.Count == 0)
                throw new ArgumentException($"Example {i} has an empty {(prompt.Count == 0 ? "prompt" : "response")}.", nameof(examples));
            foreach (int id in prompt.Concat(response))
            {
                if ((uint)id >= (uint)vocabulary)
                    throw new ArgumentException($"Example {i} has token {id}; the model has {vocabulary} tokens, from 0.", nameof(examples));
            }
        }

        SupervisedExample[] usable = [.. examples.Where(example => example.TokenCount <= maxTokens)];
        return usable.Length > 0
            ? usable
            : throw new ArgumentException($"None of the {examples.Count} examples has at most {maxTokens} tokens.", nameof(examples));
    }
}

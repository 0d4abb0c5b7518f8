using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>The trainers of language models; get them by <c>mlContext.Reasoning().Trainers</c>.</summary>
public sealed class ReasoningTrainers
{
    private readonly MLContext _ml;

    internal ReasoningTrainers(MLContext mlContext) => _ml = mlContext;

    /// <summary>Fine-tunes a copy of a model to give the responses of the data to its prompts.</summary>
    /// <param name="model">The model to start from; it stays as it is.</param>
    /// <param name="promptColumnName">The column of the prompts: Text. Default: "Prompt".</param>
    /// <param name="responseColumnName">The column of the responses: Text. Default: "Response".</param>
    /// <param name="learningRate">The highest learning rate. Default: 1e-5.</param>
    /// <param name="epochs">How often each row is seen. Default: 1.</param>
    /// <returns>The estimator.</returns>
    public SupervisedTrainer Supervised(CausalLanguageModel model, string promptColumnName = "Prompt",
        string responseColumnName = "Response", double learningRate = 1e-5, double epochs = 1) =>
        Supervised(model, new SupervisedTrainer.Options
        {
            PromptColumnName = promptColumnName,
            ResponseColumnName = responseColumnName,
            Training = new SupervisedTrainingOptions { LearningRate = learningRate, Epochs = epochs },
        });

    /// <summary>Fine-tunes a model to give the responses of the data to its prompts.</summary>
    /// <param name="model">The model to start from; it stays as it is unless <see cref="SupervisedTrainer.Options.UpdateInPlace"/> is set.</param>
    /// <param name="options">Columns, learning rate, epochs, checkpoints ...</param>
    /// <returns>The estimator.</returns>
    public SupervisedTrainer Supervised(CausalLanguageModel model, SupervisedTrainer.Options options) => new(_ml, model, options);

    /// <summary>Improves a copy of a model on problems with checkable answers by group-relative policy optimisation (GRPO).</summary>
    /// <param name="model">The model to start from; it stays as it is.</param>
    /// <param name="promptColumnName">The column of the prompts: Text. Default: "Prompt".</param>
    /// <param name="answerColumnName">The column of the right answers: Text. Default: "Answer".</param>
    /// <param name="groupSize">How many responses each prompt gets. Default: 16.</param>
    /// <param name="learningRate">The learning rate. Default: 1e-6, for models of billions of weights; a small one wants more.</param>
    /// <param name="epochs">How often each problem is rolled out. Default: 1.</param>
    /// <returns>The estimator.</returns>
    public GrpoTrainer Grpo(CausalLanguageModel model, string promptColumnName = "Prompt", string answerColumnName = "Answer",
        int groupSize = 16, double learningRate = 1e-6, double epochs = 1) =>
        Grpo(model, new GrpoTrainer.Options
        {
            PromptColumnName = promptColumnName,
            AnswerColumnName = answerColumnName,
            GroupSize = groupSize,
            LearningRate = learningRate,
            Epochs = epochs,
        });

    /// <summary>Improves a model on problems with checkable answers by group-relative policy optimisation (GRPO), alone or with ReLaX, VERL or LED.</summary>
    /// <param name="model">The model to start from; it stays as it is unless <see cref="GrpoTrainer.Options.UpdateInPlace"/> is set.</param>
    /// <param name="options">Columns, rollouts, rewards, loss, learning rate, validation, checkpoints ...</param>
    /// <returns>The estimator.</returns>
    public GrpoTrainer Grpo(CausalLanguageModel model, GrpoTrainer.Options options) => new(_ml, model, options);
}

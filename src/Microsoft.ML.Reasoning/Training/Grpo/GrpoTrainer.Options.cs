using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

public sealed partial class GrpoTrainer
{
    /// <summary>Options of <see cref="GrpoTrainer"/>. <see cref="Fit"/> checks them all and names everything that is wrong in one exception.</summary>
    public sealed class Options
    {
        /// <summary>The column of the prompts: Text. Default: "Prompt".</summary>
        public string PromptColumnName { get; set; } = "Prompt";

        /// <summary>The column of the right answers: Text; null where no reward function needs one. Default: "Answer".</summary>
        public string? AnswerColumnName { get; set; } = "Answer";

        /// <summary>Further columns that reward functions see as <see cref="RewardInput.Columns"/>: text, numbers or Booleans. Default: none.</summary>
        public IReadOnlyList<string> RewardColumnNames { get; set; } = [];

        /// <summary>How many responses each prompt gets, at least 1; a group of one can only be compared with a greedy answer or with the whole step. Default: 16.</summary>
        public int GroupSize { get; set; } = 16;

        /// <summary>How many prompts a step takes, at least 1. Default: 8.</summary>
        public int PromptsPerStep { get; set; } = 8;

        /// <summary>The most tokens of a response. Default: 512.</summary>
        public int MaxNewTokens { get; set; } = 512;

        /// <summary>The temperature of the rollouts, above 0. Default: 1.</summary>
        public float Temperature { get; set; } = 1;

        /// <summary>Rollouts draw among this many most probable tokens; 0 does not restrict. Default: 0.</summary>
        public int TopK { get; set; }

        /// <summary>Rollouts draw among the fewest most probable tokens with this probability. Default: 1, all.</summary>
        public float TopP { get; set; } = 1;

        /// <summary>How the next token of a rollout is chosen, such as by Latent Exploration Decoding. Default: null, plain sampling.</summary>
        public IDecodingStrategy? Strategy { get; set; }

        /// <summary>The tokens that end a response. Default: null, the model's end tokens.</summary>
        public IReadOnlyList<int>? StopTokenIds { get; set; }

        /// <summary>How many responses are generated at a time; it changes speed and memory, not the responses. Default: 64.</summary>
        public int ConcurrentSamples { get; set; } = 64;

        /// <summary>What is rewarded; the weighted values are added. Default: empty, which stands for <see cref="Rewards.Correctness"/>.</summary>
        public IReadOnlyList<WeightedReward> RewardFunctions { get; set; } = [];

        /// <summary>
        /// How long a reward function may take for a response (for a batch, if it takes batches). A response that ran out of time has no
        /// reward: it is not trained on, and is counted. Default: 10 seconds.
        /// </summary>
        public TimeSpan RewardTimeout { get; set; } = TimeSpan.FromSeconds(10);

        /// <summary>Whether responses that were cut off are not trained on; they count in no denominator then. Default: false.</summary>
        public bool MaskTruncated { get; set; }

        /// <summary>What becomes of groups whose rewards are all equal. Default: <see cref="ZeroVarianceRule.Keep"/>.</summary>
        public ZeroVarianceRule ZeroVariance { get; set; } = ZeroVarianceRule.Keep;

        /// <summary>With <see cref="ZeroVarianceRule.Refill"/>: how often a step generates <see cref="PromptsPerStep"/> groups at most. Default: 4.</summary>
        public int MaxGenerationRounds { get; set; } = 4;

        /// <summary>How rewards become advantages. Default: the group's mean is subtracted, the rest divided by the group's standard deviation.</summary>
        public AdvantageOptions Advantage { get; set; } = new();

        /// <summary>The form of the loss, clipping, divergence from the reference model, entropy, importance sampling. Default: the engine's defaults.</summary>
        public PolicyLossOptions Loss { get; set; } = new();

        /// <summary>
        /// What the divergence from the initial model (the sum over the tokens of a response, in nats) is multiplied by before it is subtracted
        /// from the reward; 0: none. Default: 0.
        /// </summary>
        public double KlInReward { get; set; }

        /// <summary>How the divergence in the reward is estimated. Default: <see cref="KlEstimator.K1"/>, as PPO for language models has it.</summary>
        public KlEstimator KlInRewardEstimator { get; set; } = KlEstimator.K1;

        /// <summary>AdamW's constants, clipping, size of forward passes, activation checkpointing. Its temperature follows <see cref="Temperature"/>.</summary>
        public PolicyOptimizerOptions Optimizer { get; set; } = new();

        /// <summary>The highest learning rate. Default: 1e-6, for models of billions of weights; a small one wants more.</summary>
        public double LearningRate { get; set; } = 1e-6;

        /// <summary>How the rate goes on after the warm-up. Default: constant.</summary>
        public LearningRateShape Schedule { get; set; } = LearningRateShape.Constant;

        /// <summary>Over how many steps the rate rises to <see cref="LearningRate"/>. Default: 0.</summary>
        public int WarmupSteps { get; set; }

        /// <summary>The rate after the last step of a linear or cosine schedule, as a share of <see cref="LearningRate"/>. Default: 0.</summary>
        public double FinalLearningRateShare { get; set; }

        /// <summary>How many minibatches of whole groups a rollout is cut into, each of which makes an update. Default: 1.</summary>
        public int MinibatchesPerStep { get; set; } = 1;

        /// <summary>How often each minibatch of a rollout is used. Default: 1.</summary>
        public int UpdatesPerRollout { get; set; } = 1;

        /// <summary>How many steps to make. Default: null, as <see cref="Epochs"/> says.</summary>
        public int? Steps { get; set; }

        /// <summary>How often each problem is rolled out, where <see cref="Steps"/> is null. Default: 1.</summary>
        public double Epochs { get; set; } = 1;

        /// <summary>The time of training after which no step begins; a run that must be repeatable to the bit takes a limit in steps. Default: null, none.</summary>
        public TimeSpan? TimeLimit { get; set; }

        /// <summary>ReLaX: exploration by the dynamic spectral dispersion of responses. Default: null, off.</summary>
        public RelaxOptions? Relax { get; set; }

        /// <summary>VERL: advantages shaped by the effective rank of responses and its changes. Default: null, off.</summary>
        public VerlOptions? Verl { get; set; }

        /// <summary>Whether and how effective rank and dispersion of rollouts are measured, whatever the algorithm. Default: null, only where ReLaX or VERL need them.</summary>
        public LatentOptions? Latents { get; set; }

        /// <summary>Problems that are answered during the training, with the same columns; not trained on. Default: null.</summary>
        public IDataView? ValidationSet { get; set; }

        /// <summary>How many responses each validation problem gets. Default: 4.</summary>
        public int ValidationSamples { get; set; } = 4;

        /// <summary>The temperature of the validation's responses. Default: 1.</summary>
        public float ValidationTemperature { get; set; } = 1;

        /// <summary>How many steps lie between two validations; there is one before the first step and one after the last, too. Default: 20.</summary>
        public int ValidationInterval { get; set; } = 20;

        /// <summary>After how many validations in a row without a gain the training ends. Default: 0, never.</summary>
        public int EarlyStopPatience { get; set; }

        /// <summary>
        /// Where checkpoints go; a run that finds one there goes on from it, on a CPU bit for bit as if it had never stopped. The model of
        /// the best validation lies in "best" as a Hugging Face directory. Default: null, none.
        /// </summary>
        public string? CheckpointDirectory { get; set; }

        /// <summary>How many steps lie between two checkpoints. Default: 20.</summary>
        public int CheckpointInterval { get; set; } = 20;

        /// <summary>How many checkpoints to keep, the latest ones. Default: 2.</summary>
        public int KeepCheckpoints { get; set; } = 2;

        /// <summary>
        /// Where events for TensorBoard, metrics.jsonl, samples.txt and, at the end, report.html go. Default: null, the checkpoint
        /// directory; without one, nowhere.
        /// </summary>
        public string? LogDirectory { get; set; }

        /// <summary>Every how many steps some responses are written to samples.txt; 0: never. Default: 10.</summary>
        public int SampleInterval { get; set; } = 10;

        /// <summary>The seed of rollouts and order. Default: null, from the <see cref="MLContext"/>.</summary>
        public ulong? Seed { get; set; }

        /// <summary>
        /// Whether the given model itself is trained instead of a copy, which saves its memory; the transformer then does not own it.
        /// Default: false.
        /// </summary>
        public bool UpdateInPlace { get; set; }

        /// <summary>The column of the answers that the transformer makes: Text. Default: "Response".</summary>
        public string OutputColumnName { get; set; } = "Response";

        /// <summary>The temperature of the transformer's answers; 0 takes the most probable token every time. Default: 0.</summary>
        public float AnswerTemperature { get; set; }

        /// <summary>How many rows the transformer looks ahead and answers together. Default: 64.</summary>
        public int AnswerBatchSize { get; set; } = 64;

        /// <summary>Is told about every step. Default: null.</summary>
        public IProgress<GrpoProgress>? Progress { get; set; }

        /// <summary>Ends the training at the next safe point, with a checkpoint; later the transformer's answers. Default: none.</summary>
        public CancellationToken CancellationToken { get; set; }

        internal Options Copy() => (Options)MemberwiseClone();
    }
}

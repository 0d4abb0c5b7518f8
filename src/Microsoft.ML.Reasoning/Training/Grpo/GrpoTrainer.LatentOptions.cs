namespace Microsoft.ML.Reasoning;

public sealed partial class GrpoTrainer
{
    /// <summary>How effective rank and dispersion of rollouts are measured.</summary>
    public sealed record LatentOptions
    {
        /// <summary>Tokens between two windows of the effective rank; short answers want 4 or 8. Default: 40.</summary>
        public int Stride { get; init; } = 40;

        /// <summary>Whether the effective rank and its changes are measured. Default: true.</summary>
        public bool EffectiveRank { get; init; } = true;

        /// <summary>Whether the dispersion is measured, with a dictionary that is fitted on the first rollouts. Default: true.</summary>
        public bool Dispersion { get; init; } = true;

        /// <summary>How many observables the dictionary has. Default: null, the smaller of 50 and half the median length of the first responses.</summary>
        public int? Observables { get; init; }

        /// <summary>Steps of the dictionary's fit. Default: 500.</summary>
        public int DictionarySteps { get; init; } = 500;

        /// <summary>Every how many steps they are measured where nothing but the log needs them. Default: 1.</summary>
        public int Interval { get; init; } = 1;

        internal void Check(OptionErrors errors)
        {
            errors.Require(Stride >= 1, $"Latents: {nameof(Stride)} is {Stride}, expected at least 1");
            errors.Require(Observables is null or >= 2, $"Latents: {nameof(Observables)} is {Observables}, expected at least 2");
            errors.Require(DictionarySteps >= 1, $"Latents: {nameof(DictionarySteps)} is {DictionarySteps}, expected at least 1");
            errors.Require(Interval >= 1, $"Latents: {nameof(Interval)} is {Interval}, expected at least 1");
        }
    }
}

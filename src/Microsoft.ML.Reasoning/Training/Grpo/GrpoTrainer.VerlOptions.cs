using Microsoft.ML.Reasoning.LatentDynamics;

namespace Microsoft.ML.Reasoning;

public sealed partial class GrpoTrainer
{
    /// <summary>VERL (arXiv 2509.23808): advantages grow where effective rank and its velocity say that a response explores or exploits well.</summary>
    public sealed record VerlOptions
    {
        /// <summary>Tokens between two windows of the effective rank; short answers want 4 or 8. Default: 40.</summary>
        public int Stride { get; init; } = 40;

        /// <summary>The constants of the shaping, its ablations, and <see cref="VerlShapingOptions.Published"/>. Default: the paper's method.</summary>
        public VerlShapingOptions Shaping { get; init; } = new();

        internal void Check(OptionErrors errors)
        {
            errors.Require(Stride >= 1, $"Verl: {nameof(Stride)} is {Stride}, expected at least 1");
            foreach (string error in Shaping.Errors())
                errors.Require(false, $"Verl: {error}");
        }
    }
}

namespace Microsoft.ML.Reasoning;

public sealed partial class GrpoTrainer
{
    /// <summary>ReLaX (arXiv 2512.07558): responses of positive advantage are to disperse, and those that disperse too far are held back.</summary>
    public sealed record RelaxOptions
    {
        /// <summary>The weight of the dispersion in the loss; 0 leaves the divergence alone. Default: 0.1.</summary>
        public double Alpha { get; init; } = 0.1;

        /// <summary>
        /// The weight of the divergence from the initial model, for responses above the threshold; it takes the place of
        /// <see cref="LanguageModels.PolicyLossOptions.KlCoefficient"/>. Default: 0.01.
        /// </summary>
        public double Beta { get; init; } = 0.01;

        /// <summary>Whether the dispersion counts by the positive part of the advantage. Default: true; false counts it for every response.</summary>
        public bool ShapeByAdvantage { get; init; } = true;

        /// <summary>Whether the divergence counts for every response and not only above the threshold. Default: false.</summary>
        public bool UniformKl { get; init; }

        /// <summary>The threshold of the dispersion, as a multiple of the mean over the first rollouts. Default: 20.</summary>
        public double DispersionThreshold { get; init; } = 20;

        /// <summary>Whether the threshold is an absolute value. Default: false.</summary>
        public bool AbsoluteThreshold { get; init; }

        /// <summary>Whether a response above the threshold is no longer made to disperse. Default: false.</summary>
        public bool SuspendAboveThreshold { get; init; }

        /// <summary>What the paper used: an absolute threshold of 25.</summary>
        public static RelaxOptions Published { get; } = new() { DispersionThreshold = 25, AbsoluteThreshold = true };

        internal LatentDynamics.RelaxOptions Objective => new()
        {
            Alpha = Alpha,
            Beta = Beta,
            AdvantageShaping = ShapeByAdvantage,
            UniformDivergence = UniformKl,
            ThresholdMultiple = AbsoluteThreshold ? 1 : DispersionThreshold,
            Threshold = AbsoluteThreshold ? DispersionThreshold : null,
            SuspendAboveThreshold = SuspendAboveThreshold,
        };

        internal void Check(OptionErrors errors)
        {
            foreach (string error in Objective.Errors())
                errors.Require(false, $"Relax: {error}");
        }
    }
}

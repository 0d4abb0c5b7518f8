namespace Microsoft.ML.Reasoning;

public sealed partial class GrpoTrainer
{
    /// <summary>VERL (arXiv 2509.23808): advantages grow where effective rank and its velocity say that a response explores or exploits well.</summary>
    public sealed record VerlOptions
    {
        /// <summary>The bonus is at most the advantage's size divided by this. Default: 2.</summary>
        public double Kappa { get; init; } = 2;

        /// <summary>How steeply the acceleration moves the weight between exploration and exploitation. Default: 2.</summary>
        public double Gain { get; init; } = 2;

        /// <summary>How much of the running means a step replaces. Default: 0.3.</summary>
        public double MeanUpdate { get; init; } = 0.3;

        internal void Check(OptionErrors errors)
        {
            errors.Require(Kappa > 0 && double.IsFinite(Kappa), FormattableString.Invariant($"Verl: {nameof(Kappa)} is {Kappa}, expected above 0"));
            errors.Require(double.IsFinite(Gain), FormattableString.Invariant($"Verl: {nameof(Gain)} is {Gain}, expected a number"));
            errors.Require(MeanUpdate is > 0 and <= 1, FormattableString.Invariant($"Verl: {nameof(MeanUpdate)} is {MeanUpdate}, expected above 0 and at most 1"));
        }
    }
}

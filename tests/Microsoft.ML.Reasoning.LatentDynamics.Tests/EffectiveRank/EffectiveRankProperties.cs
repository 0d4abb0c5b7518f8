using FsCheck;
using FsCheck.Fluent;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

/// <summary>What holds for states of every shape and kind.</summary>
[TestClass]
public sealed class EffectiveRankProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(25);

    private static Arbitrary<Case> Cases() => (
            from tokens in Gen.Choose(2, 150)
            from width in Gen.Choose(1, 120)
            from correlation in Gen.Elements(0, .5, .95)
            from decay in Gen.Elements(0, .7, 1.2, 2.5)
            from seed in Gen.Choose(0, 1000)
            from stride in Gen.Elements(1, 7, 40)
            select new Case(tokens, width, correlation, decay, seed, stride)).ToArbitrary();

    [TestMethod]
    public void Exact_IsWithin1e5OfADecompositionOfEachPrefix() =>
        Prop.ForAll(Cases(), one =>
        {
            EffectiveRankMeasurement plain = Plain.Measure(one.States, one.Stride);
            EffectiveRankMeasurement measured = EffectiveRank.Measure([one.States], new() { Stride = one.Stride })[0];
            // Differences that cancel keep the digits of the ranks.
            return Close(plain.Rank, measured.Rank, 1e-5, 0) && Close(plain.Velocity, measured.Velocity, 1e-5, 1e-8 * plain.Rank)
                && Close(plain.Acceleration, measured.Acceleration, 1e-5, 1e-8 * plain.Rank) && plain.Prefixes == measured.Prefixes;
        }).Check(s_config);

    [TestMethod]
    public void Fast_KeepsItsPromise() =>
        Prop.ForAll(Cases(), one =>
        {
            EffectiveRankMeasurement plain = Plain.Measure(one.States, one.Stride);
            EffectiveRankMeasurement measured = EffectiveRank.Measure(
                [one.States], new() { Stride = one.Stride, Mode = EffectiveRankMode.Fast })[0];
            double least = 1e-5 * plain.Rank;
            return Close(plain.Rank, measured.Rank, 1e-3, least) && Close(plain.Velocity, measured.Velocity, 1e-3, least)
                && Close(plain.Acceleration, measured.Acceleration, 1e-3, least);
        }).Check(s_config);

    [TestMethod]
    public void Rank_LiesBetween1AndTheDimensions() =>
        Prop.ForAll(Cases(), one => EffectiveRank.Measure([one.States])[0].Rank is double rank
            && rank >= 1 - 1e-6 && rank <= Math.Min(one.Tokens - 1, one.Width) + 1e-6).Check(s_config);

    [TestMethod]
    public void RotationTranslationAndScale_ChangeNothing() =>
        Prop.ForAll(Cases(), one =>
        {
            Tensor states = one.States.to(ScalarType.Float64);
            Tensor rotation = linalg.qr(SyntheticStates.Make(one.Width, one.Width, 0, 0, one.Seed + 1, mean: 0).to(ScalarType.Float64)).Q;
            EffectiveRankMeasurement before = EffectiveRank.Measure([states])[0];
            return Same(states.mm(rotation)) && Same(states + 100) && Same(states * 1000);

            bool Same(Tensor changed)
            {
                EffectiveRankMeasurement after = EffectiveRank.Measure([changed])[0];
                return Close(before.Rank, after.Rank, 2e-6, 0) && Close(before.Velocity, after.Velocity, 1e-5, 2e-6 * before.Rank);
            }
        }).Check(s_config);

    private static bool Close(double expected, double actual, double relative, double absolute) =>
        Math.Abs(expected - actual) <= relative * Math.Abs(expected) + absolute;

    private sealed record Case(int Tokens, int Width, double Correlation, double Decay, int Seed, int Stride)
    {
        public Tensor States { get; } = SyntheticStates.Make(Tokens, Width, Correlation, Decay, Seed);
    }
}

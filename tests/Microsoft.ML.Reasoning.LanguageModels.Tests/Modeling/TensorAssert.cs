using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

internal static class TensorAssert
{
    /// <summary>The largest difference; where a mask [batch, tokens] is given, on its tokens only.</summary>
    public static double Difference(Tensor expected, Tensor found, Tensor? mask = null)
    {
        using IDisposable noGradient = no_grad();
        CollectionAssert.AreEqual(expected.shape, found.shape);
        using Tensor difference = (expected.to(ScalarType.Float64).cpu() - found.to(ScalarType.Float64).cpu()).abs();
        if (mask is not null)
        {
            Tensor wide = mask.eq(0).cpu();
            while (wide.dim() < difference.dim())
                wide = wide.unsqueeze(-1);
            difference.masked_fill_(wide, 0);
        }

        using Tensor most = difference.max();
        double value = most.item<double>();
        Assert.IsTrue(double.IsFinite(value), "A number is not finite.");
        return value;
    }

    public static void AreClose(Tensor expected, Tensor found, double tolerance, string what, Tensor? mask = null)
    {
        double difference = Difference(expected, found, mask);
        Assert.IsLessThanOrEqualTo(tolerance, difference, what);
    }

    public static void AreEqual(Tensor expected, Tensor found, string what) => AreClose(expected, found, 0, what);
}

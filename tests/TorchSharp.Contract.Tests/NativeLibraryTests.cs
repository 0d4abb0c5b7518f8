using Microsoft.ML.Reasoning.Testing;
using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class NativeLibraryTests
{
    [TestMethod]
    public void Libtorch_says_its_version()
    {
        Assert.IsTrue(char.IsAsciiDigit(__version__[0]), __version__);
    }

    /// <summary>OpenBLAS with threads of its own fights with libtorch's OpenMP pool.</summary>
    [TestMethod]
    public void An_OpenBLAS_is_the_OpenMP_build()
    {
        using Tensor a = ones(64, 64);
        using Tensor product = mm(a, a);
        string? blas = LoadedLibraries.Blas;
        if (blas is null)
            Assert.Inconclusive("No separate BLAS library: libtorch has its own.");
        StringAssert.Contains(blas, "openmp");
    }
}

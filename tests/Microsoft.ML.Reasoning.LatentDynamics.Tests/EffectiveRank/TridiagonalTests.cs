using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

/// <summary>The way of single prefixes: reduction to tridiagonal form, log-determinants, entropy.</summary>
[TestClass]
public sealed class TridiagonalTests
{
    private static readonly int[] s_orders = [1, 2, 3, 7, 8, 9, 16, 17, 33, 70];

    [TestMethod]
    [DataRow("random", 1)]
    [DataRow("random", 1e-12)]
    [DataRow("random", 1e+60)]
    [DataRow("steep", 1)]
    [DataRow("repeated", 1)]
    [DataRow("deficient", 1)]
    [DataRow("diagonal", 1)]
    [DataRow("zero", 1)]
    public void TridiagonalForm_HasTheEigenvaluesOfTheMatrix(string kind, double scale)
    {
        foreach (int order in s_orders)
        {
            Tensor matrix = Matrix(kind, order) * scale;
            double norm = Math.Max(linalg.eigvalsh(matrix).abs().max().item<double>(), double.Epsilon);
            AreEqual(linalg.eigvalsh(matrix), Eigenvalues(matrix, withoutOnes: false), norm);
            if (order < 2)
                continue;
            Tensor mean = matrix.mean([0L], true, ScalarType.Float64);
            Tensor centred = matrix - mean - mean.t() + mean.mean([1L], true, ScalarType.Float64);
            double[] removed = ResponseStates.ToArray(linalg.eigvalsh(centred)), values = Eigenvalues(matrix, withoutOnes: true);
            // Centring leaves a zero more; these matrices have no eigenvalue below it.
            AreEqual(tensor(removed[1..]), values, norm);
        }

        static void AreEqual(Tensor expected, double[] actual, double norm)
        {
            double[] values = ResponseStates.ToArray(expected);
            Assert.HasCount(values.Length, actual);
            for (int i = 0; i < values.Length; i++)
                Assert.AreEqual(values[i] / norm, actual[i] / norm, 2e-14);
        }
    }

    [TestMethod]
    public void Quadrature_IsTheSumsOfRootsAndOfTheirLogarithms()
    {
        for (double x = 1; x > 1e-16; x *= 0.83)
        {
            double[] logs = [.. RootQuadrature.Shifts.ToArray().Select(shift => Math.Log(x + shift))];
            RootQuadrature.Sums sums = RootQuadrature.Of(logs, 1, x, x * x);

            Assert.AreEqual(Math.Sqrt(x), sums.Roots, RootQuadrature.Error);
            Assert.AreEqual(Math.Sqrt(x) * Math.Log(x) / 2, sums.RootLogs, RootQuadrature.Error);
        }
    }

    [TestMethod]
    [DataRow("random")]
    [DataRow("steep")]
    [DataRow("repeated")]
    [DataRow("diagonal")]
    public void Entropy_IsThatOfTheRootsOfTheEigenvalues(string kind)
    {
        foreach (int order in s_orders)
            foreach (double scale in new[] { 1e-6, 1, 1e12 })
            {
                Tensor matrix = Matrix(kind, order) * scale;
                double expected = SpectralEntropy.Of([.. ResponseStates.ToArray(linalg.eigvalsh(matrix)).Select(Math.Sqrt)]);
                Tridiagonalisation reduced = Reduce(matrix, withoutOnes: false);
                (double entropy, double error) = TridiagonalEntropy.Measure(reduced.Diagonal, reduced.Sides, 1e-15, 0);

                Assert.AreEqual(expected, entropy, 1e-9);
                Assert.IsLessThan(1e-7, error);
            }
    }

    [TestMethod]
    [DataRow(40, 60, 0.7, 0.7)]
    [DataRow(120, 60, 0.95, 1.2)]
    [DataRow(61, 60, 0.95, 3.0)]
    [DataRow(90, 200, 0.95, 3.0)]
    [DataRow(2, 1, 0.0, 0.0)]
    public void Windows_KeepTheErrorThatTheyState(int tokens, int width, double correlation, double decay)
    {
        Tensor states = SyntheticStates.Make(tokens, width, correlation, decay, 5);
        int[] lengths = [.. new[] { 2, 3, 17, 60, 61, 62, tokens }.Where(length => length <= tokens).Distinct().Order()];
        var windows = new WindowEntropies();
        foreach (int length in lengths)
        {
            (double[] entropies, double error) = Measure([length], 1);
            Assert.AreEqual(DirectEntropies.OfRows(states, length), entropies[0], error);
            Assert.IsLessThan(1e-4, error);
        }

        (double[] all, double largest) = Measure(lengths, 1e-7);
        Assert.IsLessThanOrEqualTo(1e-7, largest);
        for (int j = 0; j < lengths.Length; j++)
            Assert.IsTrue(double.IsNaN(all[j]) || Math.Abs(DirectEntropies.OfRows(states, lengths[j]) - all[j]) <= largest);

        (double[] Entropies, double Error) Measure(int[] some, double tolerance) => windows.Measure<float>(
            states.data<float>().ToArray(), states.mean([0L]).data<float>().ToArray(), some, tolerance);
    }

    [TestMethod]
    public void NoiseInPlaceOfZeros_IsNotPromised()
    {
        Tensor states = SyntheticStates.Make(12, 200, 0, 0, 3).repeat(10, 1);
        (double[] entropies, _) = new WindowEntropies().Measure<float>(
            states.data<float>().ToArray(), states.mean([0L]).data<float>().ToArray(), [12, 30, 120], 1e-6);

        Assert.IsFalse(double.IsNaN(entropies[0]));
        Assert.IsTrue(double.IsNaN(entropies[1]) && double.IsNaN(entropies[2]));
    }

    /// <summary>Positive semidefinite.</summary>
    private static Tensor Matrix(string kind, int order)
    {
        Tensor factor = SyntheticStates.Make(order, kind == "deficient" ? Math.Max(1, order / 3) : order + 5, 0, kind == "steep" ? 2 : 0, order)
            .to(ScalarType.Float64);
        Tensor identity = eye(order, order, ScalarType.Float64);
        return kind switch
        {
            "repeated" => identity * 3 + ones([order, order], ScalarType.Float64),
            "diagonal" => identity * arange(1, order + 1, 1, ScalarType.Float64),
            "zero" => zeros([order, order], ScalarType.Float64),
            _ => factor.mm(factor.t()),
        };
    }

    private static Tridiagonalisation Reduce(Tensor matrix, bool withoutOnes)
    {
        int order = (int)matrix.shape[0];
        double[] values = ResponseStates.ToArray(matrix);
        var panels = new PanelMatrix<DoubleLanes, double>();
        panels.Clear(order);
        for (int i = 0; i < order; i++)
            for (int j = 0; j < order && j / PanelMatrix<DoubleLanes, double>.PanelRows <= i / PanelMatrix<DoubleLanes, double>.PanelRows; j++)
                panels.Element(i, j) = values[i * order + j];
        var rows = new SymmetricRows();
        rows.Load(panels, order);
        var reduced = new Tridiagonalisation();
        reduced.Reduce(rows, withoutOnes);
        return reduced;
    }

    private static double[] Eigenvalues(Tensor matrix, bool withoutOnes)
    {
        Tridiagonalisation reduced = Reduce(matrix, withoutOnes);
        var values = new double[reduced.Order, reduced.Order];
        for (int i = 0; i < reduced.Order; i++)
        {
            values[i, i] = reduced.Diagonal[i];
            if (i + 1 < reduced.Order)
                values[i, i + 1] = values[i + 1, i] = reduced.Sides[i];
        }

        return ResponseStates.ToArray(linalg.eigvalsh(tensor(values)));
    }
}

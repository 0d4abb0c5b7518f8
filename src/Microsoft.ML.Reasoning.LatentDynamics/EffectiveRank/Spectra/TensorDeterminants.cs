using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>On the device that holds the states, in float64, with the operators of torch: all shifts in one batch.</summary>
internal sealed class TensorDeterminants : IPrefixDeterminants
{
    // Shifts that are factored together: bounds the memory.
    private const int Batch = 8;

    private readonly Tensor products;
    private readonly Tensor identity;
    private readonly int order;
    private Tensor? factor;

    /// <summary>Takes the rows of a response. Tensors live in the current dispose scope.</summary>
    public TensorDeterminants(Tensor states, int[] lengths)
    {
        (Lengths, Width, order) = (lengths, (int)states.shape[1], lengths[^1]);
        Tensor rows = ResponseStates.Centred(states.narrow(0, 0, order));
        products = rows.mm(rows.t());
        identity = eye(order, order, ScalarType.Float64, products.device);
        Tensor diagonal = products.mul(identity).sum([1L]);
        // The sums over the leading blocks grow by the diagonal and twice what lies left of it.
        double[] squares = ResponseStates.ToArray(diagonal.cumsum(0));
        double[] all = ResponseStates.ToArray(products.tril(-1).sum([1L]).mul(2).add(diagonal).cumsum(0));
        Traces = [.. lengths.Select(length => Math.Max(0, squares[length - 1] - all[length - 1] / length))];
        double trace = Traces[^1];
        products.add_(trace / order / order);
        // Lanczos comes from below.
        Scale = 1.02 * ExtremeEigenvalues.Largest(order, (vector, product) => Read(products.mv(OnDevice(vector)), product));
    }

    public int[] Lengths { get; }

    public int Width { get; }

    public double Scale { get; }

    public double[] Traces { get; }

    public double Precision => 1e-16;

    public double[][]? LogDeterminants(ReadOnlySpan<double> shifts)
    {
        var all = new List<double[]>();
        for (int first = 0; first < shifts.Length; first += Batch)
        {
            double[] some = shifts.Slice(first, Math.Min(Batch, shifts.Length - first)).ToArray();
            using var scope = NewDisposeScope();
            Tensor added = OnDevice([.. some.Select(shift => shift * Scale)]).reshape(some.Length, 1, 1);
            (Tensor lower, Tensor info) = linalg.cholesky_ex(products + added * identity);
            if (info.ne(0).any().item<bool>())
                return null;
            Tensor y = linalg.solve_triangular(lower, ones([some.Length, order, 1], ScalarType.Float64, products.device), false);
            double[] logs = ResponseStates.ToArray(lower.mul(identity).sum([-1L]).log().mul(2).sub(Math.Log(Scale)).cumsum(1));
            double[] inverses = ResponseStates.ToArray(y.square().squeeze(-1).cumsum(1));
            for (int k = 0; k < some.Length; k++)
                all.Add([.. Lengths.Select(n => logs[k * order + n - 1] + Math.Log(inverses[k * order + n - 1] * Scale / n))]);
            if (shifts.Length == 1)
                factor = lower.squeeze(0).MoveToOuterDisposeScope();
        }

        return [.. all];
    }

    public double Smallest() => ExtremeEigenvalues.Smallest(order, vector =>
    {
        using var scope = NewDisposeScope();
        Tensor half = linalg.solve_triangular(factor!, OnDevice(vector).unsqueeze(1), false);
        Read(linalg.solve_triangular(factor!.t(), half, true), vector);
        return half.square().sum().item<double>();
    }) / Scale;

    private static void Read(Tensor values, double[] target) => ResponseStates.ToArray(values).CopyTo(target, 0);

    private Tensor OnDevice(double[] values) => tensor(values, ScalarType.Float64, products.device);
}

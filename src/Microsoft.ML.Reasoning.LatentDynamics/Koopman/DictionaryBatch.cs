using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The spectral residual of some trajectories under a dictionary's weights, and its gradient.</summary>
internal sealed class DictionaryBatch
{
    private readonly int _observables;
    private readonly int[] _lengths;
    private readonly double[] _values;
    private readonly double[] _gradients;

    /// <summary>Projects the trajectories, [tokens, width] each.</summary>
    public DictionaryBatch(IReadOnlyList<Tensor> trajectories, Tensor weights)
    {
        using DisposeScope scope = NewDisposeScope();
        _observables = (int)weights.shape[0];
        _lengths = [.. trajectories.Select(one => (int)one.shape[0])];
        Tensor projections = cat([.. trajectories.Select(one => functional.linear(one.to(weights.dtype), weights))], 0);
        Tensor values = projections.to(ScalarType.Float64).sigmoid().cpu().contiguous();
        _values = MemoryMarshal.Cast<byte, double>(values.bytes).ToArray();
        _gradients = new double[_values.Length];
    }

    /// <summary>How many trajectories the last computation skipped.</summary>
    public int Skipped { get; private set; }

    /// <summary>The mean residual over the trajectories, or over all with one operator; NaN if none could be used.</summary>
    public double Compute(bool pooled, bool gradient)
    {
        int[][] shares = pooled ? [[.. Enumerable.Range(0, _lengths.Length)]] : [.. Enumerable.Range(0, _lengths.Length).Select(i => new[] { i })];
        var residuals = new double[shares.Length];
        Parallel.For(
            0, shares.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, get_num_threads()) },
            () => new SpectralResidual(_observables),
            (i, _, residual) =>
            {
                residuals[i] = Compute(shares[i], residual, gradient);
                return residual;
            },
            _ => { });
        double sum = 0;
        int used = 0;
        foreach (double residual in residuals)
            if (double.IsFinite(residual))
                (sum, used) = (sum + residual, used + 1);
        Skipped = (shares.Length - used) * shares[0].Length;
        double count = pooled ? _lengths.Length : used;
        if (used == 0)
            return double.NaN;
        foreach (ref double value in _gradients.AsSpan())
            value /= count;
        return sum / count;
    }

    /// <summary>The gradient of the mean residual with respect to the weights.</summary>
    public Tensor WeightGradient(IReadOnlyList<Tensor> trajectories, Tensor weights)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor projected = tensor(_gradients, [_gradients.Length / _observables, _observables], device: weights.device).to(weights.dtype);
        Tensor sum = zeros_like(weights);
        int token = 0;
        foreach (Tensor trajectory in trajectories)
        {
            long length = trajectory.shape[0];
            sum.addmm_(projected.narrow(0, token, length).t(), trajectory.to(weights.dtype));
            token += (int)length;
        }

        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>The median condition number of the observables of a trajectory and their mean effective rank.</summary>
    public (double Condition, double EffectiveRank) Spectrum()
    {
        var conditions = new double[_lengths.Length];
        var ranks = new double[_lengths.Length];
        Parallel.For(0, _lengths.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, get_num_threads()) }, i =>
        {
            var rows = new DenseMatrix(_lengths[i] - 1, _observables);
            Pairs([i], (row, source) => _values.AsSpan(source, _observables).CopyTo(rows.Values.AsSpan(row * rows.Stride)));
            double[] singular = ThinSingularValues.Of(rows.Values, rows.Stride, rows.Rows, rows.Columns).Values;
            double sum = singular.Sum();
            conditions[i] = singular[^1] > 0 ? singular[0] / singular[^1] : double.PositiveInfinity;
            ranks[i] = sum > 0 ? Math.Exp(-singular.Where(value => value > 0).Sum(value => value / sum * Math.Log(value / sum))) : 0;
        });
        Array.Sort(conditions);
        return (conditions[conditions.Length / 2], ranks.Average());
    }

    private double Compute(int[] share, SpectralResidual residual, bool gradient)
    {
        int pairs = share.Sum(i => _lengths[i] - 1);
        DenseMatrix now = new(pairs, _observables), following = new(pairs, _observables);
        Pairs(share, (row, source) =>
        {
            _values.AsSpan(source, _observables).CopyTo(now.Values.AsSpan(row * now.Stride));
            _values.AsSpan(source + _observables, _observables).CopyTo(following.Values.AsSpan(row * now.Stride));
        });
        if (!gradient)
            return residual.Compute(now, following, null, null);
        DenseMatrix backNow = new(pairs, _observables), backFollowing = new(pairs, _observables);
        double found = residual.Compute(now, following, backNow, backFollowing);
        if (!double.IsFinite(found))
            return double.NaN;
        Pairs(share, (row, source) =>
        {
            Products.Add(1, backNow.Values.AsSpan(row * now.Stride, _observables), _gradients.AsSpan(source));
            Products.Add(1, backFollowing.Values.AsSpan(row * now.Stride, _observables), _gradients.AsSpan(source + _observables));
        });
        foreach (int i in share)
        {
            int start = _lengths.AsSpan(0, i).ToArray().Sum() * _observables;
            for (int k = start; k < start + _lengths[i] * _observables; k++)
                _gradients[k] *= _values[k] * (1 - _values[k]);
        }

        return found;
    }

    /// <summary>Visits the pairs of a share of the trajectories: the row of the pair, and where its first token's values begin.</summary>
    private void Pairs(int[] share, Action<int, int> visit)
    {
        int row = 0;
        foreach (int i in share)
        {
            int start = _lengths.AsSpan(0, i).ToArray().Sum();
            for (int t = 0; t < _lengths[i] - 1; t++)
                visit(row++, (start + t) * _observables);
        }
    }
}

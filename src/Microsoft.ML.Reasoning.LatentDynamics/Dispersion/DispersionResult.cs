using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The dynamic spectral dispersion of trajectories, and what tells how far to trust it.</summary>
public sealed class DispersionResult : IDisposable
{
    private readonly KoopmanDictionary _dictionary;
    private readonly int[] _lengths;
    private readonly Tensor? _projectionGradient;

    internal DispersionResult(
        Tensor dispersion, TrajectoryDispersion[] found, KoopmanDictionary dictionary, int[] lengths, Tensor? projectionGradient)
    {
        Dispersion = dispersion;
        Values = [.. found.Select(one => one.Dispersion)];
        LargestModulus = [.. found.Select(one => one.LargestModulus)];
        Condition = [.. found.Select(one => one.Condition)];
        Rank = [.. found.Select(one => one.Rank)];
        if (found.All(one => one.Eigenvalues is not null))
            Eigenvalues = [.. found.Select(one => one.Eigenvalues!)];
        (_dictionary, _lengths, _projectionGradient) = (dictionary, lengths, projectionGradient);
    }

    /// <summary>float64 [trajectories], on the device of the states; differentiable when they are.</summary>
    public Tensor Dispersion { get; }

    /// <summary>The values of <see cref="Dispersion"/>.</summary>
    public double[] Values { get; }

    /// <summary>The largest modulus of an eigenvalue, for each trajectory; 0 for one of fewer than two tokens.</summary>
    public double[] LargestModulus { get; }

    /// <summary>
    /// The condition number of the observables V, for each trajectory: largest over smallest singular value, infinite where the
    /// smallest is 0. A dispersion that rises together with it comes from the conditioning, not from the dynamics.
    /// </summary>
    public double[] Condition { get; }

    /// <summary>How many directions of the observables were kept, for each trajectory: the number of eigenvalues.</summary>
    public int[] Rank { get; }

    /// <summary>The eigenvalues of each trajectory, without structural zeros; null unless asked for.</summary>
    public Complex[][]? Eigenvalues { get; }

    /// <summary>
    /// Adds the gradient of Σ weights[i] · Dispersion[i] with respect to the packed states to a tensor of their shape, by one
    /// matrix product into memory that is already there.
    /// </summary>
    /// <param name="weights">One factor for each trajectory.</param>
    /// <param name="target">[tokens, width], the type of the states or float32 for those of half precision.</param>
    /// <param name="overwrite">Whether the target's values are replaced instead.</param>
    /// <exception cref="InvalidOperationException">The measurement did not keep its gradient.</exception>
    public void AddGradient(ReadOnlySpan<double> weights, Tensor target, bool overwrite = false)
    {
        ArgumentNullException.ThrowIfNull(target);
        Tensor gradient = _projectionGradient
            ?? throw new InvalidOperationException($"The gradient is there only with {nameof(DispersionOptions)}.{nameof(DispersionOptions.KeepGradient)}.");
        if (weights.Length != _lengths.Length)
            throw new ArgumentException($"There are {_lengths.Length} trajectories and {weights.Length} weights.", nameof(weights));
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var factors = new double[gradient.shape[0]];
        for (int i = 0, token = 0; i < _lengths.Length; token += _lengths[i++])
            factors.AsSpan(token, _lengths[i]).Fill(weights[i]);
        Tensor scaled = gradient * tensor(factors, device: gradient.device).to(gradient.dtype).unsqueeze(1);
        _dictionary.AddBackward(scaled, target, overwrite);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispersion.Dispose();
        _projectionGradient?.Dispose();
    }
}

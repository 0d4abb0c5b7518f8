using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The observables of hidden states, g(x) = sigmoid(W x), between which a trajectory is taken to be linear.</summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The established name of a set of observables.")]
public sealed partial class KoopmanDictionary : IDisposable
{
    private readonly ConcurrentBag<DispersionWorkspace> _workspaces = [];
    private readonly Tensor? _double;

    private KoopmanDictionary(Tensor projection, bool hasSigmoid, KoopmanDictionaryReport? report)
    {
        using IDisposable noGradient = no_grad();
        Projection = projection.detach().to(ScalarType.Float32).clone().DetachFromDisposeScope();
        // States of float64 are projected by the weights as they were given.
        _double = projection.dtype == ScalarType.Float64 ? projection.detach().clone().DetachFromDisposeScope() : null;
        (HasSigmoid, Report) = (hasSigmoid, report);
    }

    /// <summary>W, float32 [observables, width].</summary>
    public Tensor Projection { get; }

    /// <summary>The number of observables.</summary>
    public int Observables => (int)Projection.shape[0];

    /// <summary>The width of the states.</summary>
    public int Width => (int)Projection.shape[1];

    /// <summary>Whether the observables are the sigmoid of the projections; false for <see cref="Identity"/>.</summary>
    public bool HasSigmoid { get; }

    /// <summary>How it was fitted; null if it was not.</summary>
    public KoopmanDictionaryReport? Report { get; }

    /// <summary>The dictionary with these weights, which are copied.</summary>
    /// <param name="projection">W [observables, width].</param>
    public static KoopmanDictionary FromProjection(Tensor projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        if (projection.shape is not [> 0, > 0])
            throw new ArgumentException($"W must be [observables, width], found [{string.Join(", ", projection.shape)}].", nameof(projection));
        return new(projection, hasSigmoid: true, report: null);
    }

    /// <summary>The dictionary whose observables are the states themselves.</summary>
    /// <param name="width">The width of the states.</param>
    public static KoopmanDictionary Identity(int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        using Tensor one = eye(width);
        return new(one, hasSigmoid: false, report: null);
    }

    /// <summary>
    /// Learns a dictionary: minimises the spectral residual of the trajectories, one operator each, by Adam. Pairs never cross
    /// trajectories. The same seed and number of threads give the same weights.
    /// </summary>
    /// <param name="trajectories">[tokens, width] each, on one device.</param>
    /// <param name="options">Default: <see cref="KoopmanDictionaryOptions"/>'s defaults.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellationToken">Ends the fit between two steps.</param>
    /// <exception cref="ArgumentException">No trajectory is long enough, or one is not [tokens, width] or holds numbers that are not finite.</exception>
    public static KoopmanDictionary Fit(
        IReadOnlyList<Tensor> trajectories, KoopmanDictionaryOptions? options = null, IProgress<KoopmanDictionaryProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        options ??= new();
        options.Validate();
        if (trajectories.Count == 0)
            throw new ArgumentException("There is no trajectory.", nameof(trajectories));
        using DisposeScope scope = NewDisposeScope();
        for (int i = 0; i < trajectories.Count; i++)
        {
            Tensor one = trajectories[i];
            if (one is null || one.shape.Length != 2 || one.shape[1] != trajectories[0].shape[^1])
                throw new ArgumentException(
                    $"Trajectory {i} must be [tokens, width] with one width for all, found {(one is null ? "null" : $"[{string.Join(", ", one.shape)}]")}.");
            if (!one.detach().to(ScalarType.Float32).isfinite().all().item<bool>())
                throw new ArgumentException($"Trajectory {i}: the states are not finite.");
        }

        (Tensor weights, KoopmanDictionaryReport report) =
            new KoopmanFit([.. trajectories.Select(one => one.detach())], options).Run(progress, cancellationToken);
        return new(weights, hasSigmoid: true, report);
    }

    /// <summary>A copy on another device.</summary>
    /// <param name="device">The device.</param>
    public KoopmanDictionary To(Device device)
    {
        using Tensor moved = (_double ?? Projection).detach().to(device);
        return new(moved, HasSigmoid, Report);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Projection.Dispose();
        _double?.Dispose();
    }

    /// <summary>W x for each row of the states, differentiable, in float32 or, for states of float64, in float64.</summary>
    internal Tensor Project(Tensor states)
    {
        Tensor wide = states.dtype is ScalarType.Float64 or ScalarType.Float32 ? states : states.to(ScalarType.Float32);
        return HasSigmoid ? functional.linear(wide, Weights(wide.dtype)) : wide;
    }

    /// <summary>Adds the gradient of the states, from that of their projections.</summary>
    internal void AddBackward(Tensor gradient, Tensor target, bool overwrite)
    {
        if (HasSigmoid)
            target.addmm_(gradient, Weights(gradient.dtype), overwrite ? 0 : 1, 1);
        else if (overwrite)
            target.copy_(gradient);
        else
            target.add_(gradient);
    }

    internal DispersionWorkspace Rent() => _workspaces.TryTake(out DispersionWorkspace? workspace) ? workspace : new(Observables);

    internal void Return(DispersionWorkspace workspace) => _workspaces.Add(workspace);

    private Tensor Weights(ScalarType type) => type == ScalarType.Float64 ? _double ?? Projection.to(ScalarType.Float64) : Projection;
}

using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>
/// Dynamic spectral dispersion of hidden-state trajectories (ReLaX, arXiv 2512.07558): observables g(x) = sigmoid(W x), the
/// linear map K that takes them one token on in the sense of least squares, and the population variance of |eigenvalues of K|.
/// </summary>
/// <remarks>
/// States may be of any floating type on any device; the projection W x is made there, in float32, or float64 for states of
/// float64. All that follows is done in float64 on the host, from the projections [tokens, observables]: on a GPU they and
/// their gradient are what is copied, some thirtieth of the states or less.
/// <para>
/// The gradient is in closed form, by left and right eigenvectors, and goes through the least squares to the projections;
/// states receive it by one matrix product. It is finite for every input: divisors u'x of nearly defective eigenvalues are kept
/// at 1e-8 at least, eigenvalues within 1e-7 of each other count as repeated, and the direction of an eigenvalue fades out
/// within 1e-12 of 0, all relative to the largest.
/// </para>
/// <para>
/// A trajectory of fewer than two tokens has dispersion 0. One of two tokens has one eigenvalue, hence 0 too, unless
/// structural zeros are counted.
/// </para>
/// </remarks>
public static class SpectralDispersion
{
    /// <summary>Measures trajectories that lie in tensors of their own.</summary>
    /// <param name="trajectories">[tokens, width] each, of one type and on one device.</param>
    /// <param name="dictionary">The dictionary, on that device.</param>
    /// <param name="options">How it is measured; default: <see cref="DispersionOptions"/>'s defaults.</param>
    /// <exception cref="ArgumentException">A trajectory is not [tokens, width], or holds numbers that are not finite.</exception>
    public static DispersionResult Measure(
        IReadOnlyList<Tensor> trajectories, KoopmanDictionary dictionary, DispersionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(trajectories);
        ArgumentNullException.ThrowIfNull(dictionary);
        if (trajectories.Count == 0)
            throw new ArgumentException("There is no trajectory.", nameof(trajectories));
        using DisposeScope scope = NewDisposeScope();
        for (int i = 0; i < trajectories.Count; i++)
            Check(trajectories[i], dictionary, $"Trajectory {i}");
        // Joined behind the projection: the states themselves are not copied.
        Tensor[] projections = [.. trajectories.Select(dictionary.Project)];
        return Measure(
            projections.Length == 1 ? projections[0] : cat(projections, 0), [.. trajectories.Select(one => (int)one.shape[0])], dictionary, options, null);
    }

    /// <summary>Measures trajectories that follow each other in one tensor.</summary>
    /// <param name="states">[all tokens, width].</param>
    /// <param name="lengths">The tokens of each trajectory; their sum is all tokens.</param>
    /// <param name="dictionary">The dictionary, on the same device.</param>
    /// <param name="options">How it is measured; default: <see cref="DispersionOptions"/>'s defaults.</param>
    /// <param name="differentiated">
    /// Whether the gradient of each trajectory is wanted; default: of all. The others count as constants: their value costs less than
    /// half as much without.
    /// </param>
    /// <exception cref="ArgumentException">The lengths do not add up, or a trajectory holds numbers that are not finite.</exception>
    public static DispersionResult Measure(
        Tensor states, IReadOnlyList<int> lengths, KoopmanDictionary dictionary, DispersionOptions? options = null,
        IReadOnlyList<bool>? differentiated = null)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(lengths);
        ArgumentNullException.ThrowIfNull(dictionary);
        Check(states, dictionary, "The tensor of states");
        if (lengths.Count == 0 || lengths.Any(length => length < 0) || lengths.Sum(length => (long)length) != states.shape[0])
            throw new ArgumentException($"The lengths must be of at least one trajectory and add up to {states.shape[0]} tokens.", nameof(lengths));
        if (differentiated is not null && differentiated.Count != lengths.Count)
            throw new ArgumentException($"There are {lengths.Count} trajectories and {differentiated.Count} choices.", nameof(differentiated));
        using DisposeScope scope = NewDisposeScope();
        return Measure(dictionary.Project(states), [.. lengths], dictionary, options, differentiated);
    }

    private static void Check(Tensor states, KoopmanDictionary dictionary, string name)
    {
        if (states is null || states.shape.Length != 2 || states.shape[1] != dictionary.Width)
            throw new ArgumentException(
                $"{name} must be [tokens, {dictionary.Width}], found {(states is null ? "null" : $"[{string.Join(", ", states.shape)}]")}.");
    }

    private static DispersionResult Measure(
        Tensor projections, int[] lengths, KoopmanDictionary dictionary, DispersionOptions? options, IReadOnlyList<bool>? differentiated)
    {
        options ??= new();
        options.Validate();
        bool differentiable = projections.requires_grad && is_grad_enabled();
        bool gradient = differentiable || options.KeepGradient;
        Tensor? projectionGradient = null;
        TrajectoryDispersion[] found;
        using (no_grad())
        {
            Tensor host = projections.detach().cpu().contiguous();
            Tensor? hostGradient = gradient ? differentiated is null ? empty_like(host) : zeros_like(host) : null;
            found = projections.dtype == ScalarType.Float64
                ? Measure<double>(host, hostGradient, lengths, dictionary, options, differentiated)
                : Measure<float>(host, hostGradient, lengths, dictionary, options, differentiated);
            projectionGradient = hostGradient?.to(projections.device);
        }

        Tensor values = tensor(found.Select(one => one.Dispersion).ToArray(), device: projections.device);
        if (differentiable)
            values = values + Surrogate(projections, projectionGradient!, lengths);
        values.MoveToOuterDisposeScope();
        return new DispersionResult(
            values, found, dictionary, lengths, options.KeepGradient ? projectionGradient!.MoveToOuterDisposeScope() : null);
    }

    /// <summary>Zero for each trajectory, with the derivative that was computed by hand.</summary>
    private static Tensor Surrogate(Tensor projections, Tensor gradient, int[] lengths)
    {
        var owners = new long[projections.shape[0]];
        for (int i = 0, token = 0; i < lengths.Length; token += lengths[i++])
            owners.AsSpan(token, lengths[i]).Fill(i);
        Tensor perToken = (projections * gradient).sum(1L).to(ScalarType.Float64);
        Tensor perTrajectory = zeros([lengths.Length], ScalarType.Float64, projections.device)
            .index_add(0, tensor(owners, device: projections.device), perToken, 1);
        return perTrajectory - perTrajectory.detach();
    }

    private static TrajectoryDispersion[] Measure<T>(
        Tensor projections, Tensor? gradient, int[] lengths, KoopmanDictionary dictionary, DispersionOptions options,
        IReadOnlyList<bool>? differentiated)
        where T : unmanaged, INumberBase<T>
    {
        int observables = dictionary.Observables, next = -1;
        var starts = new int[lengths.Length];
        for (int i = 1; i < lengths.Length; i++)
            starts[i] = starts[i - 1] + lengths[i - 1];
        bool Wanted(int i) => gradient is not null && (differentiated is null || differentiated[i]);
        // The most work first, so that no thread is left alone with it at the end.
        int[] order = [.. Enumerable.Range(0, lengths.Length).OrderByDescending(Wanted).ThenByDescending(i => lengths[i])];
        var found = new TrajectoryDispersion[lengths.Length];
        var problems = new ConcurrentBag<(int Trajectory, int Token)>();
        int parts = Math.Min(lengths.Length, Math.Max(1, get_num_threads()));
        if (parts == 1)
            Work(0);
        else
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, Work);
        if (!problems.IsEmpty)
        {
            (int trajectory, int token) = problems.Min();
            throw new ArgumentException($"Trajectory {trajectory}: the states of token {token} are not finite, or too large to project.");
        }

        return found;

        void Work(int part)
        {
            DispersionWorkspace workspace = dictionary.Rent();
            ReadOnlySpan<T> source = MemoryMarshal.Cast<byte, T>(projections.bytes);
            Span<T> target = gradient is null ? default : MemoryMarshal.Cast<byte, T>(gradient.bytes);
            for (int k = Interlocked.Increment(ref next); k < order.Length; k = Interlocked.Increment(ref next))
            {
                int i = order[k], start = starts[i] * observables, length = lengths[i] * observables;
                ReadOnlySpan<T> own = source.Slice(start, length);
                int bad = FirstNotFinite(own, observables);
                if (bad >= 0)
                    problems.Add((i, bad));
                else
                    found[i] = workspace.Measure(own, dictionary.HasSigmoid, options, Wanted(i) ? target.Slice(start, length) : default);
            }

            dictionary.Return(workspace);
        }
    }

    private static int FirstNotFinite<T>(ReadOnlySpan<T> projections, int observables)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < projections.Length; i++)
            if (!T.IsFinite(projections[i]))
                return i / observables;
        return -1;
    }
}

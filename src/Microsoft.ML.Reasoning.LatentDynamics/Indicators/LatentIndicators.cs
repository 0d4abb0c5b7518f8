using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The published indicators beside effective rank: traditional rank, response entropy and curvature of hidden states.</summary>
public static class LatentIndicators
{
    private const double RenyiOrder = 1.0001;
    private const double SmallestEigenvalue = 1e-8;
    private const double RelativePrecision = 1.0 / (1 << 23);

    /// <summary>Measures each response.</summary>
    /// <param name="responses">A matrix [tokens, width] for each response, of any floating-point type, on any device.</param>
    /// <param name="options">Whether and how differences are measured; default: values only.</param>
    /// <param name="cancellationToken">Stops between two responses.</param>
    /// <returns>One measurement for each response, in order.</returns>
    /// <exception cref="ArgumentException">A response is no matrix of finite floating-point numbers; the message says which.</exception>
    public static LatentIndicatorMeasurement[] Measure(
        IReadOnlyList<Tensor> responses, LatentIndicatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ResponseStates.Check(responses);
        options ??= new LatentIndicatorOptions();
        using var _ = no_grad();
        var measured = new LatentIndicatorMeasurement[responses.Count];
        for (int i = 0; i < measured.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            ResponseStates.CheckFinite(responses, i);
            measured[i] = Measure(responses[i].to(ScalarType.Float64), options);
        }

        return measured;
    }

    private static LatentIndicatorMeasurement Measure(Tensor states, LatentIndicatorOptions options)
    {
        int rows = (int)states.shape[0], kept = Math.Min(rows, options.MaxTokens ?? rows);
        Tensor last = states.narrow(0, rows - kept, kept);
        int[] lengths = options.Stride is int stride ? PrefixDifferences.Lengths(kept, stride) : [];
        int width = (int)states.shape[1];
        double[][] spectra = [.. lengths.Select(length => SingularValues(last.narrow(0, 0, length)))];
        double[] all = SingularValues(states);
        TrajectoryAngles angles = Angles(states, options), lastAngles = kept == rows ? angles : Angles(last, options);
        return new LatentIndicatorMeasurement(
            Series(rows < 2 ? 0 : Math.Exp(SpectralEntropy.Of(all)), j => Math.Exp(SpectralEntropy.Of(spectra[j]))),
            Series(SpectralEntropy.Of(all), j => SpectralEntropy.Of(spectra[j])),
            Series(TraditionalRank(all, rows, width), j => TraditionalRank(spectra[j], lengths[j], width)),
            Series(ResponseEntropy(all, rows - 1), j => ResponseEntropy(spectra[j], 1)),
            Series(angles.Mean(rows), j => lastAngles.Mean(lengths[j])),
            lengths.Length);

        PrefixSeries Series(double value, Func<int, double> ofPrefix)
        {
            (double velocity, double acceleration) = PrefixDifferences.Of([.. Enumerable.Range(0, lengths.Length).Select(ofPrefix)]);
            return new PrefixSeries(value, velocity, acceleration);
        }
    }

    private static double[] SingularValues(Tensor states) =>
        states.shape[0] < 2 || states.shape[1] < 1 ? [] : ResponseStates.ToArray(linalg.svdvals(ResponseStates.Centred(states)));

    private static TrajectoryAngles Angles(Tensor states, LatentIndicatorOptions options) =>
        new(ResponseStates.ToArray(states), (int)states.shape[0], (int)states.shape[1], options.CurvatureChunk);

    /// <remarks>The threshold is that of the precision in which models hold their states, whatever precision the spectrum has.</remarks>
    private static int TraditionalRank(double[] spectrum, int rows, int width)
    {
        double threshold = spectrum.Length == 0 ? 0 : spectrum.Max() * Math.Max(rows, width) * RelativePrecision;
        return spectrum.Count(value => value > threshold);
    }

    /// <summary>The Renyi entropy of the squares of the singular values over the divisor.</summary>
    private static double ResponseEntropy(double[] spectrum, double divisor)
    {
        double[] kept = [.. spectrum.Select(value => value * value / divisor).Where(value => value > SmallestEigenvalue)];
        double sum = kept.Sum();
        return kept.Length == 0 ? 0 : Math.Log(kept.Sum(value => Math.Pow(value / sum, RenyiOrder))) / (1 - RenyiOrder);
    }
}

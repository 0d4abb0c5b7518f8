using System.Numerics;
using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LatentDynamics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class SpectralDispersionMapper(
    SpectralDispersionState state, KoopmanDictionary dictionary, DataViewSchema.Column states, CancellationToken cancellationToken)
    : BatchMapper<StatesRow, ResponseSpectrum>(state.BatchSize, [states], [.. Columns(state)])
{
    private readonly DispersionOptions _options = new()
    {
        CountStructuralZeros = state.CountStructuralZeros,
        KeepEigenvalues = state.EigenvaluesColumnName is not null,
    };

    public static IEnumerable<OutputColumn<ResponseSpectrum>> Columns(SpectralDispersionState state)
    {
        yield return Number(state.OutputColumnName, spectrum => spectrum.Dispersion);
        if (state.EigenvaluesColumnName is { } eigenvalues)
            yield return new VectorOutput<ResponseSpectrum, float>(
                eigenvalues, new VectorDataViewType(NumberDataViewType.Single, 0, 2), spectrum => Parts(spectrum.Eigenvalues));
        if (state.LargestModulusColumnName is { } modulus)
            yield return Number(modulus, spectrum => spectrum.LargestModulus);
        if (state.ConditionColumnName is { } condition)
            yield return Number(condition, spectrum => spectrum.Condition);
    }

    protected override Func<StatesRow> OpenReader(DataViewRow input) => StatesRow.Reader(input, Inputs[0]);

    protected override IReadOnlyList<ResponseSpectrum> Compute(IReadOnlyList<StatesRow> rows)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        (int place, int layers) = state.PlaceOfLayer(Inputs[0]);
        Tensor[] trajectories = [.. rows.Select(row => row.Layers(layers, Inputs[0].Name).ElementAt(place))];
        using DispersionResult result =
            StatesRow.Named(rows, Inputs[0].Name, () => SpectralDispersion.Measure(trajectories, dictionary, _options));
        double[] values = result.Dispersion.cpu().data<double>().ToArray();
        return [.. values.Select((dispersion, i) =>
            new ResponseSpectrum(dispersion, result.LargestModulus[i], result.Condition[i], result.Eigenvalues?[i] ?? []))];
    }

    private static ScalarOutput<ResponseSpectrum, float> Number(string name, Func<ResponseSpectrum, double> value) =>
        new(name, NumberDataViewType.Single, spectrum => (float)value(spectrum));

    private static float[] Parts(Complex[] eigenvalues) => [.. eigenvalues.SelectMany(one => new[] { (float)one.Real, (float)one.Imaginary })];
}

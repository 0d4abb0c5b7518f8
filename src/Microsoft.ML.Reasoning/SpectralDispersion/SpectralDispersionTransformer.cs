using Microsoft.ML.Reasoning.LatentDynamics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Measures dynamic spectral dispersion; see <see cref="SpectralDispersionEstimator"/>.</summary>
public sealed class SpectralDispersionTransformer : ReasoningTransformer, IDisposable
{
    private readonly SpectralDispersionState _state;
    private readonly bool _owned;
    private readonly CancellationToken _cancellationToken;

    internal SpectralDispersionTransformer(
        IHost host, SpectralDispersionState state, KoopmanDictionary dictionary, bool owned, CancellationToken cancellationToken) : base(host)
    {
        _state = state;
        Dictionary = dictionary;
        _owned = owned;
        _cancellationToken = cancellationToken;
    }

    /// <summary>
    /// The observables. <see cref="KoopmanDictionary.Save"/> writes them; <see cref="SpectralDispersionEstimator.Options.Dictionary"/> takes
    /// them to other data. The transformer's own, unless it was given.
    /// </summary>
    public KoopmanDictionary Dictionary { get; }

    /// <summary>How well the dictionary fits: the residual and how it came about; null for one that was not fitted.</summary>
    public KoopmanDictionaryReport? Report => Dictionary.Report;

    /// <summary>Releases the dictionary, if Fit learned it.</summary>
    public void Dispose()
    {
        if (_owned)
            Dictionary.Dispose();
    }

    internal override BatchMapper CreateMapper(DataViewSchema inputSchema) =>
        new SpectralDispersionMapper(_state, Dictionary, _state.FindStates(inputSchema), _cancellationToken);
}

namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>
    /// Writes every response as one line of JSON: id, sample, correct, extracted, response, finishReason, tokens. The file is written
    /// under another name beside its place and then renamed, so it is there whole or not at all.
    /// </summary>
    /// <param name="data">A row a problem. Cache it first, or the model runs again.</param>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="options">Names of the columns, cancellation. Default: null, the names under which our components make them.</param>
    /// <returns>How many samples were written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    public long SaveSamples(IDataView data, string path, SaveSamplesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return new SampleSaver(_ml, options ?? new SaveSamplesOptions()).Save(data, path);
    }
}

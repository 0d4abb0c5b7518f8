namespace Microsoft.ML.Reasoning;

/// <summary>All that an <see cref="UnrollResponsesTransformer"/> is.</summary>
/// <param name="Columns">Vectors and the names of the scalars, the one that counts the responses first.</param>
/// <param name="OthersMayBeMissing">Whether all but the first may be absent from the data.</param>
/// <param name="SampleIndexColumnName">The name of the column with the number of the response.</param>
internal sealed record UnrollResponsesState(
    IReadOnlyList<InputOutputColumnPair> Columns, bool OthersMayBeMissing, string SampleIndexColumnName);

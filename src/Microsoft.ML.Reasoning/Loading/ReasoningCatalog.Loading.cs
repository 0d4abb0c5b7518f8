namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>
    /// Reads a file of problems, JSON Lines or one JSON array, into the columns Id, Question and Answer (Text) and Choices (vector of Text).
    /// The layouts of the common benchmarks are recognised. The file is read once, at the call.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Where the fields stand. Default: null, recognised.</param>
    /// <returns>A row a problem.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file holds no problem, or a row is not what it should be; file, line and field are named.</exception>
    public IDataView LoadProblems(string path, ProblemFileOptions? options = null) => new ProblemLoader(_ml).Load(path, options);
}

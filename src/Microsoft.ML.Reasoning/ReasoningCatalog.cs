namespace Microsoft.ML.Reasoning;

/// <summary>
/// The components of this library; get it by <c>mlContext.Reasoning()</c>. A component never disposes a model that it was given.
/// </summary>
public sealed partial class ReasoningCatalog
{
    private readonly MLContext _ml;

    internal ReasoningCatalog(MLContext mlContext)
    {
        _ml = mlContext;
        Trainers = new ReasoningTrainers(mlContext);
    }

    /// <summary>The trainers of language models.</summary>
    public ReasoningTrainers Trainers { get; }
}

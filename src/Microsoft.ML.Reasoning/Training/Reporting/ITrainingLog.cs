namespace Microsoft.ML.Reasoning;

/// <summary>Something that is told about every step.</summary>
internal interface ITrainingLog : IDisposable
{
    void Write(StepRecord record);
}

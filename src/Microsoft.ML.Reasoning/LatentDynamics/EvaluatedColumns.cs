using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>The columns of responses that evaluation reads, checked; null what the data does not have.</summary>
internal sealed class EvaluatedColumns
{
    public const string Component = "EvaluateLatentDynamics";

    public EvaluatedColumns(DataViewSchema schema, LatentDynamicsEvaluatorOptions options)
    {
        States = ColumnCheck.States(schema, options.StatesColumnName, Component);
        if (((TokenStatesDataViewType)States.Type).Layers.Count > 1)
            throw new ArgumentOutOfRangeException(nameof(schema),
                $"{Component}: column '{States.Name}' has the wrong type; expected one layer, found {States.Type}.");
        ColumnCheck.AllPresent(schema, Component, "For a column that the data does not have (all but the states) give null as its name.",
            options.PromptColumnName, options.ResponseColumnName, options.CorrectColumnName, options.MeanLogProbabilityColumnName,
            options.DispersionColumnName);
        Prompt = ColumnCheck.OptionalText(schema, options.PromptColumnName, Component);
        Response = ColumnCheck.OptionalText(schema, options.ResponseColumnName, Component);
        Correct = ColumnCheck.OptionalScalar(schema, options.CorrectColumnName, Component, BooleanDataViewType.Instance);
        MeanLogProbability =
            ColumnCheck.OptionalScalar(schema, options.MeanLogProbabilityColumnName, Component, NumberDataViewType.Single);
        Dispersion = ColumnCheck.OptionalScalar(schema, options.DispersionColumnName, Component, NumberDataViewType.Single);
    }

    public DataViewSchema.Column States { get; }

    public DataViewSchema.Column? Prompt { get; }

    public DataViewSchema.Column? Response { get; }

    public DataViewSchema.Column? Correct { get; }

    public DataViewSchema.Column? MeanLogProbability { get; }

    public DataViewSchema.Column? Dispersion { get; }

    /// <summary>Those that there are.</summary>
    public IEnumerable<DataViewSchema.Column> All =>
        new[] { States, Prompt, Response, Correct, MeanLogProbability, Dispersion }.OfType<DataViewSchema.Column>();
}

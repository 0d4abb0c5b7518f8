namespace Microsoft.ML.Data;

// The columns that a calibrated binary classifier adds, in this order.
internal static class ScoreColumns
{
    public static IReadOnlyList<DataViewSchema.DetachedColumn> All { get; } =
    [
        Column("PredictedLabel", BooleanDataViewType.Instance, "PredictedLabel"),
        Column("Score", NumberDataViewType.Single, "Score"),
        Column("Probability", NumberDataViewType.Single, "Probability", isNormalized: true),
    ];

    public static IEnumerable<SchemaShape.Column> Shapes
    {
        get
        {
            var builder = new DataViewSchema.Builder();
            builder.AddColumns(All);
            return SchemaShape.Of(builder.ToSchema());
        }
    }

    private static DataViewSchema.DetachedColumn Column(string name, DataViewType type, string valueKind, bool isNormalized = false)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        if (isNormalized)
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        annotations.AddPrimitiveValue(AnnotationKinds.ScoreColumnKind, TextDataViewType.Instance, "BinaryClassification".AsMemory());
        annotations.AddPrimitiveValue(AnnotationKinds.ScoreValueKind, TextDataViewType.Instance, valueKind.AsMemory());
        return new DataViewSchema.DetachedColumn(name, type, annotations.ToAnnotations());
    }
}

using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

public sealed partial class SchemaDefinition
{
    public sealed class Column
    {
        private readonly Dictionary<string, Action<DataViewSchema.Annotations.Builder>> _annotations = [];

        internal Column(string memberName, DataViewType columnType, string columnName)
        {
            MemberName = memberName;
            ColumnType = columnType;
            ColumnName = columnName;
        }

        public string MemberName { get; }

        public string ColumnName { get; set; }

        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations
        {
            get
            {
                var builder = new DataViewSchema.Annotations.Builder();
                foreach (Action<DataViewSchema.Annotations.Builder> add in _annotations.Values)
                    add(builder);
                return builder.ToAnnotations();
            }
        }

        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            Check.NotNull(kind, nameof(kind));
            Check.NotNull(annotationType, nameof(annotationType));
            Check.State(!_annotations.ContainsKey(kind), $"The column already has an annotation '{kind}'");
            _annotations[kind] = AnnotationValue.Adder(kind, value, annotationType);
        }

        internal void CopyAnnotations(DataViewSchema.Annotations annotations)
        {
            foreach (DataViewSchema.Column column in annotations.Schema)
                _annotations[column.Name] = builder => builder.Add(annotations, name => name == column.Name);
        }
    }
}

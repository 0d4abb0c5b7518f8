using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    public sealed partial class Annotations
    {
        public sealed class Builder
        {
            private readonly DataViewSchema.Builder _schema = new();
            private readonly List<Delegate> _getters = [];

            public Builder()
            {
            }

            public void Add(Annotations annotations, Func<string, bool> selector)
            {
                if (annotations is null)
                    return;
                if (selector is null)
                    throw new ArgumentNullException(nameof(selector));
                foreach (Column column in annotations.Schema.Where(c => selector(c.Name)))
                    Keep(column.Name, column.Type, annotations.GetterOf(column.Index), column.Annotations);
            }

            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations annotations = null)
            {
                CheckArguments(name, type);
                if (getter is null)
                    throw new ArgumentNullException(nameof(getter));
                CheckRawType(type, typeof(TValue));
                Keep(name, type, getter, annotations);
            }

            public void Add(string name, DataViewType type, Delegate getter, Annotations annotations = null)
            {
                CheckArguments(name, type);
                if (getter is null)
                    throw new ArgumentNullException(nameof(getter));
                if (getter.GetType() != typeof(ValueGetter<>).MakeGenericType(type.RawType))
                    throw new ArgumentException($"{nameof(getter)} must be a ValueGetter of '{type.RawType.FullName}'", nameof(getter));
                Keep(name, type, getter, annotations);
            }

            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations annotations = null)
            {
                CheckArguments(name, type);
                CheckRawType(type, typeof(TValue));
                Add(name, type, (ref TValue destination) => destination = value, annotations);
            }

            public Annotations ToAnnotations() => new(_schema.ToSchema(), [.. _getters]);

            private static void CheckArguments(string name, DataViewType type)
            {
                if (string.IsNullOrEmpty(name))
                    throw new ArgumentNullException(nameof(name));
                if (type is null)
                    throw new ArgumentNullException(nameof(type));
            }

            private static void CheckRawType(DataViewType type, Type expected)
            {
                if (type.RawType != expected)
                    throw new ArgumentException($"The raw type of {nameof(type)} must be '{expected.FullName}'", nameof(type));
            }

            private void Keep(string name, DataViewType type, Delegate getter, Annotations annotations)
            {
                _schema.AddColumn(name, type, annotations);
                _getters.Add(getter);
            }
        }
    }
}

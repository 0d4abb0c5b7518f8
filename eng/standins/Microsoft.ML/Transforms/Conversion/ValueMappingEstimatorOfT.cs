using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ValueMappingEstimator<TKey, TValue> : ValueMappingEstimator
{
    internal ValueMappingEstimator(IHostEnvironment env, IDataView lookup, string output, string input)
        : base(env, lookup, lookup.Schema["Key"], lookup.Schema["Value"], output, input)
    {
    }
}

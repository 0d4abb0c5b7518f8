using Microsoft.ML.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class StatesToVectorMapper(string outputColumnName, DataViewSchema.Column states)
    : BatchMapper<float[], float[]>(
        batchSize: 1,
        [states],
        new VectorOutput<float[], float>(outputColumnName, TypeOf((TokenStatesDataViewType)states.Type), values => values))
{
    protected override Func<float[]> OpenReader(DataViewRow input)
    {
        Func<TokenStates> read = StateColumn.Reader(input, Inputs[0]);
        return () =>
        {
            using DisposeScope scope = NewDisposeScope();
            return read().Values.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        };
    }

    protected override IReadOnlyList<float[]> Compute(IReadOnlyList<float[]> rows) => [.. rows];

    private static VectorDataViewType TypeOf(TokenStatesDataViewType type)
    {
        var dimensions = new List<int>();
        if (type.Layers.Count > 1)
            dimensions.Add(type.Layers.Count);
        if (type.Pooling == StatePooling.None)
            dimensions.Add(0);
        dimensions.Add(type.Width);
        return new VectorDataViewType(NumberDataViewType.Single, dimensions.ToArray());
    }
}

using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Lays the parameters of a model end to end in one buffer, matrices first: one operator then serves all of them.</summary>
internal sealed class FlatLayout
{
    public FlatLayout(IReadOnlyDictionary<string, Tensor> parameters)
    {
        KeyValuePair<string, Tensor>[] ordered =
            [.. parameters.OrderBy(parameter => parameter.Value.dim() < 2).ThenBy(parameter => parameter.Key, StringComparer.Ordinal)];
        Names = [.. ordered.Select(parameter => parameter.Key)];
        Tensors = [.. ordered.Select(parameter => parameter.Value)];
        Length = Tensors.Sum(tensor => tensor.numel());
        MatrixLength = Tensors.Where(tensor => tensor.dim() >= 2).Sum(tensor => tensor.numel());
    }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<Tensor> Tensors { get; }

    public long Length { get; }

    /// <summary>The matrices take the first part of the buffer.</summary>
    public long MatrixLength { get; }

    /// <summary>Names and shapes in order: two models with equal descriptions can take each other's buffers.</summary>
    public string Description => string.Join(';', Names.Zip(Tensors, (name, tensor) => $"{name}[{string.Join(',', tensor.shape)}]"));

    public void CopyParametersTo(Tensor flat) => ForEach(flat, (slice, i) => slice.copy_(Tensors[i]));

    public void CopyToParameters(Tensor flat) => ForEach(flat, (slice, i) => Tensors[i].copy_(slice));

    public void Add(IList<Tensor> values, Tensor flat) => ForEach(flat, (slice, i) => slice.add_(values[i]));

    private void ForEach(Tensor flat, Func<Tensor, int, Tensor> use)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        long start = 0;
        for (int i = 0; i < Tensors.Count; i++)
        {
            long length = Tensors[i].numel();
            _ = use(flat.narrow(0, start, length).view(Tensors[i].shape), i);
            start += length;
        }
    }
}

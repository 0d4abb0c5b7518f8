using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// All weights of a model, in one vector: copied, compared, averaged and trained with few operators. The tensors of the checkpoint
/// are views of it.
/// </summary>
/// <remarks>
/// The model computes with some neighbours as one matrix (queries, keys and values; gate and up), so these are the leaves of the
/// gradient graph, and <see cref="Parameters"/> themselves never require gradients: theirs are views too, in
/// <see cref="ParameterGradients"/>. Change weights in place, under <c>no_grad</c>.
/// </remarks>
public sealed class ModelWeights : IDisposable
{
    private readonly WeightLayout _layout;
    private Dictionary<string, Tensor> _blocks;
    private Dictionary<string, Tensor> _gradients = [];

    internal ModelWeights(ModelConfiguration configuration, ScalarType precision, Device device)
        : this(configuration, WeightLayout.Of(configuration), layout => empty([layout.Length], precision, device))
    {
    }

    private ModelWeights(ModelConfiguration configuration, WeightLayout layout, Func<WeightLayout, Tensor> allocate)
    {
        using DisposeScope scope = NewDisposeScope();
        _layout = layout;
        Values = allocate(layout).DetachFromDisposeScope();
        Parameters = layout.Parts.ToDictionary(part => part.Name, part => View(Values, part.Offset, part.Shape));
        Resolve(configuration);
        Configuration = configuration;
    }

    /// <summary>Every weight: first those of matrices, then those of norms and biases.</summary>
    public Tensor Values { get; }

    /// <summary>How many of the weights, the first ones, belong to matrices: the part that weight decay is for.</summary>
    public long MatrixLength => _layout.MatrixLength;

    /// <summary>The tensors of the checkpoint by their Hugging Face names.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters { get; }

    /// <summary>
    /// The gradient of every weight, in the order of <see cref="Values"/>; null while gradients are disabled. A backward pass adds to
    /// it.
    /// </summary>
    public Tensor? Gradients { get; private set; }

    /// <summary>The gradients of the checkpoint's tensors; empty while gradients are disabled.</summary>
    public IReadOnlyDictionary<string, Tensor> ParameterGradients => _gradients;

    internal WeightLayout Layout => _layout;

    internal Tensor Embedding { get; private set; }

    internal IReadOnlyList<LayerWeights> Layers { get; private set; }

    internal Tensor FinalNorm { get; private set; }

    internal Tensor Head { get; private set; }

    /// <summary>The gradient of <see cref="Head"/>; null while gradients are disabled.</summary>
    internal Tensor? HeadGradient => _gradients.GetValueOrDefault(Configuration.TieWordEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight");

    private ModelConfiguration Configuration { get; }

    /// <summary>From here on the weights require gradients, which <see cref="Gradients"/> collects, beginning with zero.</summary>
    public void EnableGradients()
    {
        if (Gradients is not null)
            return;
        using DisposeScope scope = NewDisposeScope();
        Tensor gradients = zeros([_layout.Length], Values.dtype, Values.device).DetachFromDisposeScope();
        _gradients = _layout.Parts.ToDictionary(part => part.Name, part => View(gradients, part.Offset, part.Shape));
        foreach (WeightBlock block in _layout.Blocks)
        {
            Tensor leaf = _blocks[block.Name].requires_grad_(true);
            // A gradient that exists is added to in place: all of them land in the one vector.
            using Tensor place = View(gradients, block.Offset, block.Shape);
            leaf.grad = place;
        }

        Gradients = gradients;
    }

    /// <summary>The weights no longer require gradients, and those collected so far are released.</summary>
    public void DisableGradients()
    {
        if (Gradients is null)
            return;
        using DisposeScope scope = NewDisposeScope();
        // New leaves: an old one keeps its gradient.
        Release(_blocks);
        Resolve(Configuration);
        Release(_gradients);
        Gradients.Dispose();
        Gradients = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release(_blocks);
        Release(_gradients);
        foreach (Tensor parameter in Parameters.Values)
            parameter.Dispose();
        Gradients?.Dispose();
        Values.Dispose();
    }

    internal ModelWeights Clone()
    {
        using IDisposable noGradient = no_grad();
        return new ModelWeights(Configuration, _layout, _ => Values.clone());
    }

    [MemberNotNull(nameof(_blocks), nameof(Embedding), nameof(Layers), nameof(FinalNorm), nameof(Head))]
    private void Resolve(ModelConfiguration configuration)
    {
        _blocks = _layout.Blocks.ToDictionary(block => block.Name, block => View(Values, block.Offset, block.Shape));
        Embedding = _blocks["model.embed_tokens.weight"];
        Layers = [.. Enumerable.Range(0, configuration.LayerCount).Select(i => new LayerWeights(_blocks, WeightLayout.LayerPrefix(i)))];
        FinalNorm = _blocks["model.norm.weight"];
        Head = configuration.TieWordEmbeddings ? Embedding : _blocks["lm_head.weight"];
    }

    private static Tensor View(Tensor all, long offset, long[] shape)
    {
        using Tensor part = all.narrow(0, offset, shape.Aggregate(1L, (product, size) => product * size));
        return part.view(shape).DetachFromDisposeScope();
    }

    private static void Release(Dictionary<string, Tensor> tensors)
    {
        foreach (Tensor tensor in tensors.Values)
            tensor.Dispose();
        tensors.Clear();
    }
}

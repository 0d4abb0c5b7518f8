using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Adam with decoupled weight decay (I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019), on one
/// flat float32 buffer: a model in half precision keeps its exact weights here.
/// </summary>
public sealed class AdamW : IDisposable
{
    private readonly AdamWOptions _options;

    /// <summary>Takes the present weights as the start.</summary>
    /// <param name="parameters">The weights to optimise, by name; each step writes into them.</param>
    /// <param name="options">The constants.</param>
    public AdamW(IReadOnlyDictionary<string, Tensor> parameters, AdamWOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Count == 0)
            throw new ArgumentException("There is no parameter to optimise.", nameof(parameters));
        _options = options ?? new();
        Layout = new(parameters);
        Weights = Buffer();
        Gradient = Buffer();
        FirstMoment = Buffer();
        SecondMoment = Buffer();
        Layout.CopyParametersTo(Weights);
    }

    /// <summary>The parameters, in the order in which <see cref="AddGradients"/> takes their gradients.</summary>
    public IReadOnlyList<Tensor> Parameters => Layout.Tensors;

    /// <summary>How many steps were made.</summary>
    public int StepCount { get; internal set; }

    internal FlatLayout Layout { get; }

    internal Tensor Weights { get; }

    internal Tensor Gradient { get; }

    internal Tensor FirstMoment { get; }

    internal Tensor SecondMoment { get; }

    /// <summary>Adds to the gradient of the next step.</summary>
    /// <param name="gradients">One for each of <see cref="Parameters"/>.</param>
    public void AddGradients(IList<Tensor> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (gradients.Count != Parameters.Count)
            throw new ArgumentException($"{gradients.Count} gradients for {Parameters.Count} parameters.", nameof(gradients));
        Layout.Add(gradients, Gradient);
    }

    /// <summary>Forgets what <see cref="AddGradients"/> added since the last step.</summary>
    public void ClearGradients()
    {
        using DisposeScope scope = NewDisposeScope();
        Gradient.zero_();
    }

    /// <summary>The Euclidean norm of the gradient that was added up, divided by <paramref name="divisor"/>.</summary>
    /// <param name="divisor">What the sum is divided by, such as the number of tokens.</param>
    public double GradientNorm(double divisor = 1)
    {
        using Tensor norm = Gradient.norm();
        return norm.item<float>() / divisor;
    }

    /// <summary>Makes a step along the gradient that was added up, divided by <paramref name="divisor"/>, and clears it.</summary>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="divisor">What the sum of gradients is divided by.</param>
    public void Step(double learningRate, double divisor = 1)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        (double beta1, double beta2, double epsilon, double decay) = _options;
        StepCount++;
        double correction1 = 1 - Math.Pow(beta1, StepCount), correction2 = 1 - Math.Pow(beta2, StepCount);

        Gradient.mul_(1 / divisor);
        FirstMoment.mul_(beta1).add_(Gradient, 1 - beta1);
        SecondMoment.mul_(beta2).addcmul_(Gradient, Gradient, 1 - beta2);
        if (decay != 0 && Layout.MatrixLength > 0)
            Weights.narrow(0, 0, Layout.MatrixLength).mul_(1 - learningRate * decay);

        // The gradient has done its work: its buffer takes the denominator.
        Gradient.copy_(SecondMoment).sqrt_().mul_(1 / Math.Sqrt(correction2)).add_(epsilon);
        Weights.addcdiv_(FirstMoment, Gradient, -learningRate / correction1);
        Gradient.zero_();
        Layout.CopyToParameters(Weights);
    }

    /// <summary>Frees the buffers; the parameters stay.</summary>
    public void Dispose()
    {
        Weights.Dispose();
        Gradient.Dispose();
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }

    // Detached: the optimizer decides when its buffers go, not the dispose scope that was open when it was made.
    private Tensor Buffer() => zeros(Layout.Length, dtype: ScalarType.Float32, device: Parameters[0].device).DetachFromDisposeScope();
}

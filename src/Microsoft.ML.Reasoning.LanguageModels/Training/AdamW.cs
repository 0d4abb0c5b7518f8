using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Adam with decoupled weight decay (I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019) on weights
/// that lie in one vector. States are float32; weights in half precision have their exact values here.
/// </summary>
public sealed class AdamW : IDisposable
{
    private readonly AdamWOptions _options;
    private readonly Tensor _values;
    private readonly Tensor _gradients;
    private readonly long _matrixLength;

    /// <summary>Optimises all weights of a model, whose gradients must be enabled.</summary>
    /// <param name="weights">The weights; each step writes into them.</param>
    /// <param name="options">The constants.</param>
    public AdamW(ModelWeights weights, AdamWOptions? options = null)
        : this(
            (weights ?? throw new ArgumentNullException(nameof(weights))).Values,
            weights.Gradients ?? throw new InvalidOperationException("The gradients of these weights are not enabled."),
            weights.MatrixLength,
            options)
    {
    }

    internal AdamW(Tensor values, Tensor gradients, long matrixLength, AdamWOptions? options = null)
    {
        _options = options ?? new();
        (_values, _gradients, _matrixLength) = (values, gradients, matrixLength);
        bool exact = values.dtype == ScalarType.Float32;
        Weights = exact ? values : values.to_type(ScalarType.Float32).DetachFromDisposeScope();
        GradientSum = exact ? gradients : Zeros();
        FirstMoment = Zeros();
        SecondMoment = Zeros();
    }

    /// <summary>How many steps were made.</summary>
    public int StepCount { get; internal set; }

    internal Tensor Weights { get; }

    internal Tensor FirstMoment { get; }

    internal Tensor SecondMoment { get; }

    private Tensor GradientSum { get; }

    /// <summary>To be called after every backward pass: sums what it left in half precision up in float32.</summary>
    public void CollectGradients()
    {
        if (ReferenceEquals(GradientSum, _gradients))
            return;
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        GradientSum.add_(_gradients);
        _gradients.zero_();
    }

    /// <summary>The Euclidean norm of the gradient that was summed up, divided by <paramref name="divisor"/>.</summary>
    /// <param name="divisor">What the sum is divided by, such as the number of tokens.</param>
    public double GradientNorm(double divisor = 1)
    {
        using Tensor norm = GradientSum.norm();
        return norm.item<float>() / divisor;
    }

    /// <summary>Makes a step along the gradient that was summed up, divided by <paramref name="divisor"/>, and clears it.</summary>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="divisor">What the sum of gradients is divided by.</param>
    public void Step(double learningRate, double divisor = 1)
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        (double beta1, double beta2, double epsilon, double decay) = _options;
        StepCount++;
        double correction1 = 1 - Math.Pow(beta1, StepCount), correction2 = 1 - Math.Pow(beta2, StepCount);

        GradientSum.mul_(1 / divisor);
        FirstMoment.mul_(beta1).add_(GradientSum, 1 - beta1);
        SecondMoment.mul_(beta2).addcmul_(GradientSum, GradientSum, 1 - beta2);
        if (decay != 0 && _matrixLength > 0)
            Weights.narrow(0, 0, _matrixLength).mul_(1 - learningRate * decay);

        // The gradient has done its work: its buffer takes the denominator.
        GradientSum.copy_(SecondMoment).sqrt_().mul_(1 / Math.Sqrt(correction2)).add_(epsilon);
        Weights.addcdiv_(FirstMoment, GradientSum, -learningRate / correction1);
        GradientSum.zero_();
        WriteBack();
    }

    /// <summary>Forgets what was summed up since the last step.</summary>
    public void ClearGradients()
    {
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _gradients.zero_();
        GradientSum.zero_();
    }

    /// <summary>Frees the states; the weights stay.</summary>
    public void Dispose()
    {
        if (!ReferenceEquals(Weights, _values))
            Weights.Dispose();
        if (!ReferenceEquals(GradientSum, _gradients))
            GradientSum.Dispose();
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }

    /// <summary>Rounds the exact weights to the model's precision.</summary>
    internal void WriteBack()
    {
        if (ReferenceEquals(Weights, _values))
            return;
        using IDisposable noGrad = no_grad();
        using DisposeScope scope = NewDisposeScope();
        _values.copy_(Weights);
    }

    // Detached: this object decides when its states go, not the dispose scope that was open when it was made.
    private Tensor Zeros() => zeros([_values.shape[0]], ScalarType.Float32, _values.device).DetachFromDisposeScope();
}

namespace TorchSharp.Modules;

/// <summary>A tensor that training changes. It takes the native tensor over: the one given is empty afterwards.</summary>
public class Parameter : torch.Tensor
{
    public Parameter(torch.Tensor data, bool requires_grad = true)
        : base(data.with_requires_grad(requires_grad).MoveHandle())
    {
    }
}

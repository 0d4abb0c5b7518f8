namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Flag(TensorFlag.RequiresGrad);
            set
            {
                Door.Check(Door.td_set_requires_grad(Handle, value ? 1 : 0));
                GC.KeepAlive(this);
            }
        }

        public unsafe Tensor? grad
        {
            get
            {
                IntPtr gradient;
                Door.Check(Door.td_grad_get(Handle, &gradient));
                GC.KeepAlive(this);
                return Wrap(gradient);
            }

            set
            {
                Door.Check(Door.td_grad_set(Handle, value?.Handle ?? IntPtr.Zero));
                GC.KeepAlive(value);
                GC.KeepAlive(this);
            }
        }

        public void backward() => autograd.backward([this]);

        public void retain_grad()
        {
            Door.Check(Door.td_retain_grad(Handle));
            GC.KeepAlive(this);
        }

        public Tensor requires_grad_(bool requires_grad = true) => with_requires_grad(requires_grad);

        public Tensor with_requires_grad(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor detach() => Aten.detach.Call(this);

        public Tensor detach_() => Aten.detach_.InPlace(this);

        /// <summary>A new object for the same native tensor: each is disposed on its own.</summary>
        public Tensor alias()
        {
            Tensor other = Wrap(Door.td_tensor_alias(Handle));
            GC.KeepAlive(this);
            return other;
        }
    }
}

namespace TorchSharp;

public static partial class torch
{
    public static class autograd
    {
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null,
            bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            IntPtr[] from = Handles(outputs), to = Handles(inputs), seeds = Handles(grad_outputs), found = new IntPtr[to.Length];
            fixed (IntPtr* o = from, i = to, g = seeds, r = found)
            {
                Door.Check(Door.td_grad(o, from.Length, i, to.Length, g, seeds.Length,
                    retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, r));
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            // An input that was not used has an empty tensor.
            return [.. found.Select(gradient => new Tensor(gradient))];
        }

        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null,
            bool create_graph = false, IList<Tensor>? inputs = null)
        {
            IntPtr[] from = Handles(tensors), seeds = Handles(grad_tensors), to = Handles(inputs);
            fixed (IntPtr* o = from, g = seeds, i = to)
            {
                Door.Check(Door.td_backward(o, from.Length, g, seeds.Length,
                    (retain_graph ?? create_graph) ? 1 : 0, create_graph ? 1 : 0, i, to.Length));
            }
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null) => backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false,
            IList<Tensor>? inputs = null) => backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        private static IntPtr[] Handles(IList<Tensor>? tensors) =>
            tensors is null ? [] : [.. tensors.Select(tensor => tensor?.Handle ?? IntPtr.Zero)];
    }
}

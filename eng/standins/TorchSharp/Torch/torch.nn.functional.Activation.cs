namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Aten.relu_.InPlace(x) : Aten.relu.Call(x);

            public static Tensor relu6(Tensor x, bool inplace = false) => inplace ? Aten.relu6_.InPlace(x) : Aten.relu6.Call(x);

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? Aten.silu_.InPlace(x) : Aten.silu.Call(x);

            public static Tensor gelu(Tensor x) => Aten.gelu.Call(x);

            public static Tensor sigmoid(Tensor x) => Aten.sigmoid.Call(x);

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? Aten.tanh_.InPlace(x) : Aten.tanh.Call(x);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Aten.softmax_int.Call(input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => Aten.log_softmax_int.Call(x, dim);

            public static Tensor softmin(Tensor x, long dim) => Aten.softmax_int.Call(x.neg(), dim);

            public static Tensor logsigmoid(Tensor x) => Aten.log_sigmoid.Call(x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? Aten.leaky_relu_.InPlace(input, negative_slope) : Aten.leaky_relu.Call(input, negative_slope);

            public static Tensor glu(Tensor input, long dim = -1) => Aten.glu.Call(input, dim);

            public static Tensor selu(Tensor x, bool inplace = false) => inplace ? Aten.selu_.InPlace(x) : Aten.selu.Call(x);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? Aten.elu_.InPlace(x, alpha) : Aten.elu.Call(x, alpha);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? Aten.celu_.InPlace(x, alpha) : Aten.celu.Call(x, alpha);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) =>
                inplace ? Aten.hardsigmoid_.InPlace(input) : Aten.hardsigmoid.Call(input);

            public static Tensor hardswish(Tensor input, bool inplace = false) =>
                inplace ? Aten.hardswish_.InPlace(input) : Aten.hardswish.Call(input);

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Aten.softplus.Call(x, beta, threshold);
        }
    }
}

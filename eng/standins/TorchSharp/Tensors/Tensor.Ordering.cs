namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.max_dim.Call2(this, dim, keepdim);

        public Tensor max() => Aten.max.Call(this);

        public Tensor max(Tensor other) => Aten.max_other.Call(this, other);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.min_dim.Call2(this, dim, keepdim);

        public Tensor min() => Aten.min.Call(this);

        public Tensor min(Tensor other) => Aten.min_other.Call(this, other);

        public Tensor argmax() => Aten.argmax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => Aten.argmax.Call(this, dim, keepdim);

        public Tensor argmin() => Aten.argmin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => Aten.argmin.Call(this, dim, keepdim);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Aten.topk.Call2(this, k, dim, largest, sorted);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Aten.sort_stable.Call2(this, stable, dim, descending);

        public Tensor argsort(long dim = -1, bool descending = false) => Aten.argsort.Call(this, dim, descending);

        public Tensor msort() => Aten.msort.Call(this);

        public (Tensor values, Tensor indices) mode(long dim = -1, bool keepdim = false) => Aten.mode.Call2(this, dim, keepdim);

        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.cumsum.Call(this, dim, type);

        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.cumprod.Call(this, dim, type);

        public (Tensor values, Tensor indexes) cummax(long dim) => Aten.cummax.Call2(this, dim);

        public (Tensor values, Tensor indexes) cummin(long dim) => Aten.cummin.Call2(this, dim);

        public Tensor logcumsumexp(long dim) => Aten.logcumsumexp.Call(this, dim);

        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            Aten.diff.Call(this, n, dim, prepend, append);

        public (Tensor output, Tensor inverse_indices, Tensor counts) unique(bool sorted = true, bool return_inverse = false,
            bool return_counts = false, int? dim = null) =>
            dim is { } only
                ? Aten.unique_dim.Call3(this, only, sorted, return_inverse, return_counts)
                : Aten._unique2.Call3(this, sorted, return_inverse, return_counts);

        public (Tensor output, Tensor inverse_indices, Tensor counts) unique_consecutive(bool return_inverse = false,
            bool return_counts = false, int? dim = null) =>
            Aten.unique_consecutive.Call3(this, return_inverse, return_counts, dim);

        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Aten.histc.Call(this, bins, (double)min, (double)max);

        public Tensor bincount(Tensor weights, long minlength = 0) => Aten.bincount.Call(this, weights, minlength);

        public Tensor bucketize(Tensor boundaries, bool outInt32 = false, bool right = false) =>
            Aten.bucketize_Tensor.Call(this, boundaries, outInt32, right);
    }
}

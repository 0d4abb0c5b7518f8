namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.sum_dim_IntList.Call(this, Arg.Ints(dim), keepdim, type);

        public Tensor sum(ScalarType? type = null) => Aten.sum.Call(this, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.sum_dim_IntList.Call(this, (long[])[dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum((long[])[dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum((long[])[dim0, dim1, dim2], keepdim, type);

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList.Call(this, dim, keepdim, type);

        public Tensor mean() => Aten.mean.Call(this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Aten.mean_dim.Call(this, dimensions, keepdim, type);

        public Tensor prod(ScalarType? type = null) => Aten.prod.Call(this, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Aten.prod_dim_int.Call(this, dim, keepdim, type);

        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_dim.Call(this, (long[])[dim.Item1, dim.Item2], unbiased, keepdim);

        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_dim.Call(this, (long[])[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim);

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_dim.Call(this, Arg.Ints(dimensions), unbiased, keepdim);

        public Tensor std(bool unbiased = true) => Aten.std.Call(this, unbiased);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_dim.Call(this, (long[])[dim], unbiased, keepdim);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_dim.Call(this, dimensions, unbiased, keepdim);

        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_dim.Call(this, (long[])[dim.Item1, dim.Item2], unbiased, keepdim);

        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_dim.Call(this, (long[])[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim);

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_dim.Call(this, Arg.Ints(dimensions), unbiased, keepdim);

        public Tensor var(bool unbiased = true) => Aten.var.Call(this, unbiased);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_dim.Call(this, (long[])[dim], unbiased, keepdim);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_dim.Call(this, dimensions, unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_mean_dim.Call2(this, (long[])[dim.Item1, dim.Item2], unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false,
            ScalarType? type = null) =>
            Aten.std_mean_dim.Call2(this, (long[])[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false,
            ScalarType? type = null) =>
            Aten.std_mean_dim.Call2(this, Arg.Ints(dimensions), unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean(bool unbiased = true) => Aten.std_mean.Call2(this, unbiased);

        public (Tensor std, Tensor mean) std_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_mean_dim.Call2(this, (long[])[dim], unbiased, keepdim);

        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.std_mean_dim.Call2(this, dimensions, unbiased, keepdim);

        public (Tensor std, Tensor mean) var_mean(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false,
            ScalarType? type = null) =>
            Aten.var_mean_dim.Call2(this, Arg.Ints(dimensions), unbiased, keepdim);

        public (Tensor std, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_mean_dim.Call2(this, dimensions, unbiased, keepdim);

        public (Tensor var, Tensor mean) var_mean((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_mean_dim.Call2(this, (long[])[dim.Item1, dim.Item2], unbiased, keepdim);

        public (Tensor var, Tensor mean) var_mean((long, long, long) dim, bool unbiased = true, bool keepdim = false,
            ScalarType? type = null) =>
            Aten.var_mean_dim.Call2(this, (long[])[dim.Item1, dim.Item2, dim.Item3], unbiased, keepdim);

        public (Tensor var, Tensor mean) var_mean(bool unbiased = true) => Aten.var_mean.Call2(this, unbiased);

        public (Tensor var, Tensor mean) var_mean(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Aten.var_mean_dim.Call2(this, (long[])[dim], unbiased, keepdim);

        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Aten.amax.Call(this, Arg.Ints(dims), keepdim) : Aten.amax_out.Call(this, Arg.Ints(dims), keepdim, @out);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Aten.amax.Call(this, dims, keepdim) : Aten.amax_out.Call(this, dims, keepdim, @out);

        public Tensor amax(params long[] dims) => Aten.amax.Call(this, dims);

        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Aten.amin.Call(this, Arg.Ints(dims), keepdim) : Aten.amin_out.Call(this, Arg.Ints(dims), keepdim, @out);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) =>
            @out is null ? Aten.amin.Call(this, dims, keepdim) : Aten.amin_out.Call(this, dims, keepdim, @out);

        public Tensor amin(params long[] dims) => Aten.amin.Call(this, dims);

        public (Tensor min, Tensor max) aminmax(long? dim = null, bool keepdim = false) => Aten.aminmax.Call2(this, dim, keepdim);

        public Tensor all() => Aten.all.Call(this);

        public Tensor all(long dim, bool keepdim = false) => Aten.all_dim.Call(this, dim, keepdim);

        public Tensor any() => Aten.any.Call(this);

        public Tensor any(long dim, bool keepdim = false) => Aten.any_dim.Call(this, dim, keepdim);

        public Tensor median() => Aten.median.Call(this);

        public Tensor nansum() => Aten.nansum.Call(this);

        public Tensor nanmean(int? dim = null, bool keepdim = false, ScalarType? dtype = null) =>
            Aten.nanmean.Call(this, dim is { } only ? (long[])[only] : Arg.None, keepdim, dtype);

        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.logsumexp.Call(this, (long[])[dim], keepdim);

        public Tensor norm(float p = 2) => Aten.norm_Scalar.Call(this, p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Aten.norm_ScalarOpt_dim.Call(this, p, (long[])[dim], keepdim);

        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Aten.count_nonzero.Call(this) : Aten.count_nonzero_dim_IntList.Call(this, dims);

        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.quantile.Call(this, q, dim, keepdim);

        public Tensor dist(Tensor other, float p = 2) => Aten.dist.Call(this, other, p);
    }
}

namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Aten.cat.Call((Tensor[])[.. tensors], dim);

    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => Aten.concat.Call((Tensor[])[.. tensors], dim);

    public static Tensor concatenate(IList<Tensor> tensors, long axis = 0) => Aten.concatenate.Call((Tensor[])[.. tensors], axis);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Aten.stack.Call((Tensor[])[.. tensors], dim);

    public static Tensor hstack(IEnumerable<Tensor> tensors) => Aten.hstack.Call((Tensor[])[.. tensors]);

    public static Tensor hstack(IList<Tensor> tensors) => Aten.hstack.Call((Tensor[])[.. tensors]);

    public static Tensor hstack(params Tensor[] tensors) => Aten.hstack.Call(tensors);

    public static Tensor vstack(IList<Tensor> tensors) => Aten.vstack.Call((Tensor[])[.. tensors]);

    public static Tensor dstack(IEnumerable<Tensor> tensors) => Aten.dstack.Call((Tensor[])[.. tensors]);

    public static Tensor dstack(IList<Tensor> tensors) => Aten.dstack.Call((Tensor[])[.. tensors]);

    public static Tensor dstack(params Tensor[] tensors) => Aten.dstack.Call(tensors);

    public static Tensor column_stack(IList<Tensor> tensors) => Aten.column_stack.Call((Tensor[])[.. tensors]);

    public static Tensor column_stack(params Tensor[] tensors) => Aten.column_stack.Call(tensors);

    public static Tensor row_stack(IList<Tensor> tensors) => Aten.row_stack.Call((Tensor[])[.. tensors]);

    public static Tensor row_stack(params Tensor[] tensors) => Aten.row_stack.Call(tensors);

    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Aten.broadcast_tensors.CallList(tensors);

    public static Tensor cartesian_prod(IList<Tensor> tensors) => Aten.cartesian_prod.Call((Tensor[])[.. tensors]);

    public static Tensor cartesian_prod(params Tensor[] tensors) => Aten.cartesian_prod.Call(tensors);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Aten.meshgrid_indexing.CallList((Tensor[])[.. tensors], indexing);

    public static Tensor block_diag(params Tensor[] tensors) => Aten.block_diag.Call(tensors);

    public static Tensor combinations(Tensor input, int r = 2, bool with_replacement = false) =>
        Aten.combinations.Call(input, r, with_replacement);
}

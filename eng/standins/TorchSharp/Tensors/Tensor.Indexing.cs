namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => Put(value, indices);
        }

        public Tensor this[long i1]
        {
            get => Aten.select_int.Call(this, 0, i1);
            set => Put(value, i1);
        }

        public Tensor this[long i1, long i2]
        {
            get => At(i1, i2);
            set => Put(value, i1, i2);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => At(i1, i2, i3);
            set => Put(value, i1, i2, i3);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At(i1, i2, i3, i4);
            set => Put(value, i1, i2, i3, i4);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At(i1, i2, i3, i4, i5);
            set => Put(value, i1, i2, i3, i4, i5);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => At(i1, i2, i3, i4, i5, i6);
            set => Put(value, i1, i2, i3, i4, i5, i6);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            Tensor view = View(indices, out Tensor?[] masks);
            return masks.Length == 0 ? view : Consume(view, Aten.index_Tensor.Call(view, Arg.Optional(masks)), masks);
        }

        public Tensor index(params Tensor[] indices) => Aten.index_Tensor.Call(this, Arg.Optional(indices));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            Tensor view = View(indices, out Tensor?[] masks);
            if (masks.Length == 0)
                Fill(view, value);
            else
                Aten.index_put_.Do(view, Arg.Optional(masks), value);
            Consume(view, this, masks);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => Aten.index_put_.InPlace(this, Arg.Optional(indices), value);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor number = ScalarTensor(value);
            return index_put_(number, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices)
        {
            using Tensor number = ScalarTensor(value);
            return index_put_(number, indices);
        }

        private Tensor ScalarTensor(Scalar value) => Aten.scalar_tensor.Call(value, dtype, Arg.None, device);

        private Tensor At(params ReadOnlySpan<long> positions)
        {
            Tensor current = this;
            foreach (long position in positions)
            {
                Tensor next = Aten.select_int.Call(current, 0, position);
                if (!ReferenceEquals(current, this))
                    current.Dispose();
                current = next;
            }
            return ReferenceEquals(current, this) ? alias() : current;
        }

        private void Put(Tensor value, params ReadOnlySpan<long> positions)
        {
            using Tensor view = At(positions);
            Aten.copy_.Do(view, value);
        }

        /// <summary>Assigns to a view; leading dimensions of length one that the view lacks are dropped, as in Python.</summary>
        private static void Fill(Tensor view, Tensor value)
        {
            long[] sizes = value.shape;
            int extra = 0;
            while (extra < sizes.Length && sizes[extra] == 1 && sizes.Length - extra > view.ndim)
                extra++;
            if (extra == 0)
            {
                Aten.copy_.Do(view, value);
                return;
            }
            using Tensor trimmed = Aten.reshape.Call(value, sizes[extra..]);
            Aten.copy_.Do(view, trimmed);
        }

        private static Tensor Consume(Tensor view, Tensor result, Tensor?[] masks)
        {
            view.Dispose();
            foreach (Tensor? mask in masks)
                mask?.Dispose();
            return result;
        }

        /// <summary>The view that the plain entries select; what is left are index tensors, one entry a dimension (or null).</summary>
        private Tensor View(TensorIndex[] indices, out Tensor?[] masks)
        {
            Tensor view = alias();
            var found = new List<Tensor?>();
            long taken = indices.Sum(Taken);
            long dimension = 0;
            foreach (TensorIndex entry in indices)
            {
                Tensor? next = null;
                switch (entry.Form)
                {
                    case TensorIndex.Kind.Single:
                        next = Aten.select_int.Call(view, dimension, entry.Value);
                        break;
                    case TensorIndex.Kind.Slice:
                        if (entry.Start is not null || entry.Stop is not null || entry.Step != 1)
                            next = Aten.slice_Tensor.Call(view, dimension, entry.Start, entry.Stop, entry.Step);
                        dimension++;
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        dimension += ndim - taken;
                        break;
                    case TensorIndex.Kind.NewAxis:
                        next = Aten.unsqueeze.Call(view, dimension++);
                        break;
                    case TensorIndex.Kind.Bool:
                        next = Aten.unsqueeze.Call(view, dimension);
                        Set(found, dimension++, Chosen(entry.Value != 0, device));
                        break;
                    default:
                        next = Mask(view, entry.Mask!, found, ref dimension);
                        break;
                }
                if (next is not null)
                {
                    view.Dispose();
                    view = next;
                }
            }
            masks = [.. found];
            return view;
        }

        /// <summary>A lone integer selects, a lone truth value adds a dimension; every other tensor is left for the operator.</summary>
        private static Tensor? Mask(Tensor view, Tensor mask, List<Tensor?> found, ref long dimension)
        {
            bool truth = mask.dtype is ScalarType.Bool or ScalarType.Byte;
            if (mask.ndim == 0)
            {
                if (!truth)
                    return Aten.select_int.Call(view, dimension, mask.ToInt64());
                Set(found, dimension, Chosen(mask.ToBoolean(), view.device));
                return Aten.unsqueeze.Call(view, dimension++);
            }
            Set(found, dimension++, mask.to(view.device));
            return null;
        }

        /// <summary>The index tensor of a truth value: the one element of the new dimension, or none.</summary>
        private static Tensor Chosen(bool value, Device device) =>
            Aten.full.Call(new long[] { value ? 1 : 0 }, 0, ScalarType.Int64, Arg.None, device);

        private static void Set(List<Tensor?> found, long dimension, Tensor tensor)
        {
            while (found.Count <= dimension)
                found.Add(null);
            found[(int)dimension] = tensor;
        }

        private static long Taken(TensorIndex entry) => entry.Form switch
        {
            TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
            TensorIndex.Kind.Tensor => entry.Mask!.dtype is ScalarType.Bool or ScalarType.Byte ? entry.Mask.ndim : 1,
            _ => 0,
        };
    }
}

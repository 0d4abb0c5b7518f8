namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public ScalarType dtype => (ScalarType)Info.Type;

        public Device device
        {
            get
            {
                TensorInfo info = Info;
                return info.DeviceType == (int)DeviceType.CPU
                    ? new Device(DeviceType.CPU)
                    : new Device((DeviceType)info.DeviceType, info.DeviceIndex);
            }
        }

        public DeviceType device_type => (DeviceType)Info.DeviceType;

        public int device_index => Info.DeviceIndex;

        public bool is_cuda => device_type == DeviceType.CUDA;

        public bool is_meta => device_type == DeviceType.META;

        public bool is_sparse => Info.Layout != 0;

        public bool is_leaf => Flag(TensorFlag.IsLeaf);

        public long Dimensions => Info.Dimensions;

        public long ndim => Info.Dimensions;

        public long NumberOfElements => Info.Elements;

        public long ElementSize => Info.ElementSize;

        public long[] shape => size();

        /// <summary>The plain fields; the sizes it points to live as long as this tensor.</summary>
        internal unsafe TensorInfo Info
        {
            get
            {
                TensorInfo info;
                Door.Check(Door.td_tensor_info(Handle, &info));
                GC.KeepAlive(this);
                return info;
            }
        }

        public long dim() => Info.Dimensions;

        public long numel() => Info.Elements;

        public long element_size() => Info.ElementSize;

        public unsafe long[] size()
        {
            TensorInfo info = Info;
            long[] sizes = new ReadOnlySpan<long>(info.Sizes, (int)info.Dimensions).ToArray();
            GC.KeepAlive(this);
            return sizes;
        }

        public unsafe long size(int dim)
        {
            TensorInfo info = Info;
            long length = info.Sizes[Position(dim, info.Dimensions)];
            GC.KeepAlive(this);
            return length;
        }

        public unsafe long[] stride()
        {
            var strides = new long[Info.Dimensions];
            fixed (long* first = strides)
                Door.Check(Door.td_tensor_strides(Handle, first));
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim) => stride()[Position(dim, Info.Dimensions)];

        public long storage_offset() => Info.StorageOffset;

        public bool is_cpu() => device_type == DeviceType.CPU;

        public bool is_contiguous() => Flag(TensorFlag.IsContiguous);

        public bool is_conj() => Flag(TensorFlag.IsConj);

        public bool is_neg() => Flag(TensorFlag.IsNeg);

        public bool is_pinned() => Flag(TensorFlag.IsPinned);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_complex() => torch.is_complex(dtype);

        public bool is_nonzero()
        {
            if (numel() != 1)
                throw new InvalidOperationException("is_nonzero() called on non-singleton tensor");
            return Aten.is_nonzero.CallValue(this).Int != 0;
        }

        internal bool Flag(TensorFlag what)
        {
            int answer = Door.td_tensor_flag(Handle, what);
            Door.Check(answer);
            GC.KeepAlive(this);
            return answer != 0;
        }

        private static long Position(long dim, long dimensions)
        {
            if (dim < -dimensions || dim >= dimensions)
            {
                string range = dimensions == 0 ? "[-1, 0]" : $"[{-dimensions}, {dimensions - 1}]";
                throw new System.Runtime.InteropServices.ExternalException(
                    $"Dimension out of range (expected to be in range of {range}, but got {dim})");
            }
            return dim < 0 ? dim + dimensions : dim;
        }
    }
}

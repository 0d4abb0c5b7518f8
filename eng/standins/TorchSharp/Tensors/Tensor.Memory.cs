using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The memory of a contiguous tensor on the CPU, up to 2 GiB of it. Nothing keeps it from outliving the tensor.</summary>
        public unsafe Span<byte> bytes
        {
            get
            {
                long size = NumberOfElements * ElementSize;
                if (!is_contiguous())
                    throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
                if (size > int.MaxValue)
                    throw new ArgumentException("Span only supports up to int.MaxValue elements.");
                if (device_type != DeviceType.CPU)
                    throw new InvalidOperationException(TensorAccessor.OnlyCpu);
                return new Span<byte>((void*)Address, (int)size);
            }

            set
            {
                if (!is_contiguous())
                    throw new InvalidOperationException("SetBytes() called on non-contiguous tensor.");
                if (NumberOfElements * ElementSize != value.Length)
                    throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(bytes);
            }
        }

        internal unsafe IntPtr Address
        {
            get
            {
                IntPtr data;
                Door.Check(Door.td_tensor_data(Handle, &data));
                return data;
            }
        }

        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            Require(typeof(T));
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException("Number of elements in the tensor must be 1");
            return data<T>()[0];
        }

        public Scalar ToScalar()
        {
            Slot value = Aten.item.CallValue(this);
            return value.Tag switch
            {
                SlotTag.Bool => value.Int != 0,
                SlotTag.Int => value.Int,
                SlotTag.Double => value.Double,
                _ => new System.Numerics.Complex(value.Double, value.Imaginary),
            };
        }

        public T ReadCpuValue<T>(long i)
            where T : unmanaged => new TensorAccessor<T>(this)[i];

        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);

        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);

        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        public float ReadCpuFloat16(long i) => (float)ReadCpuValue<Half>(i);

        public float ReadCpuBFloat16(long i) => Bits.FromBFloat16(ReadCpuValue<short>(i));

        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            if (!is_contiguous())
                throw new InvalidOperationException("ReadBytesFromStream() called on non-contiguous tensor.");
            Aligned(whole => stream.ReadExactly(whole));
        }

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            if (!is_contiguous())
                throw new InvalidOperationException("WriteBytesToStream() called on non-contiguous tensor.");
            Aligned(whole => stream.Write(whole));
        }

        private delegate void Pass(Span<byte> part);

        /// <summary>Passes the tensor's memory in pieces that fit a span.</summary>
        private unsafe void Aligned(Pass pass)
        {
            const int Piece = 1 << 30;
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException(TensorAccessor.OnlyCpu);
            byte* start = (byte*)Address;
            long size = NumberOfElements * ElementSize;
            for (long done = 0; done < size; done += Piece)
                pass(new Span<byte>(start + done, (int)Math.Min(Piece, size - done)));
            GC.KeepAlive(this);
        }

        /// <summary>A .NET type reads a tensor only where it is exactly the tensor's element type.</summary>
        private void Require(Type type)
        {
            bool fits = dtype switch
            {
                ScalarType.Byte => type == typeof(byte),
                ScalarType.Int8 => type == typeof(sbyte),
                ScalarType.Int16 => type == typeof(short),
                ScalarType.Int32 => type == typeof(int),
                ScalarType.Int64 => type == typeof(long),
                ScalarType.Bool => type == typeof(bool),
                ScalarType.Float16 => type == typeof(Half),
                ScalarType.Float32 => type == typeof(float),
                ScalarType.Float64 => type == typeof(double),
                ScalarType.ComplexFloat32 => type == typeof((float, float)),
                ScalarType.ComplexFloat64 => type == typeof(System.Numerics.Complex),
                _ => throw new ArgumentException($"No support for {dtype} in TorchSharp"),
            };
            if (!fits)
                throw new ArgumentException($"{type.Name} is not compatible with {dtype}");
        }
    }
}

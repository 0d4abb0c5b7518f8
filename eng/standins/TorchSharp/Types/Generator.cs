namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers on the CPU.</summary>
    public class Generator : IDisposable
    {
        private IntPtr handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            if (device is { type: not DeviceType.CPU })
                throw new NotSupportedException("Generators exist on the CPU only.");
            handle = Created(Door.td_generator(0, seed));
        }

        private Generator(IntPtr handle) => this.handle = handle;

        ~Generator() => Dispose(false);

        public static Generator Default => new(Created(Door.td_generator(1, 0)));

        public IntPtr Handle => handle != IntPtr.Zero ? handle : throw new InvalidOperationException("Generator invalid -- empty handle.");

        public Device device => CPU;

        public unsafe Tensor get_state()
        {
            IntPtr state;
            Door.Check(Door.td_generator_state(Handle, IntPtr.Zero, &state));
            return Tensor.Wrap(state);
        }

        public unsafe void set_state(Tensor value) => Door.Check(Door.td_generator_state(Handle, value.Handle, null));

        public Generator manual_seed(long seed)
        {
            Seed(1, seed);
            return this;
        }

        public long seed() => Seed(2, 0);

        public long initial_seed() => Seed(0, 0);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == IntPtr.Zero)
                return;
            Door.td_generator_delete(handle);
            handle = IntPtr.Zero;
        }

        private static IntPtr Created(IntPtr handle)
        {
            if (handle == IntPtr.Zero)
                Door.Throw();
            return handle;
        }

        private unsafe long Seed(int what, long seed)
        {
            Door.Check(Door.td_generator_seed(Handle, what, &seed));
            GC.KeepAlive(this);
            return seed;
        }
    }
}

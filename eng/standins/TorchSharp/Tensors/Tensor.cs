namespace TorchSharp;

public static partial class torch
{
    /// <summary>A heap <c>at::Tensor</c> of libtorch and the managed object that owns it.</summary>
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;

        private IntPtr handle;

        internal Tensor(IntPtr handle, bool register = true)
        {
            this.handle = handle;
            long count = Interlocked.Increment(ref totalCount);
            if (count > peakCount)
                peakCount = count;
            if (register)
                Scope = DisposeScopeManager.OfThread.Register(this);
        }

        ~Tensor() => Dispose(false);

        public static long TotalCount => totalCount;

        public static long PeakCount => peakCount;

        public IntPtr Handle => handle != IntPtr.Zero ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => handle == IntPtr.Zero;

        public string? name { get; set; }

        internal DisposeScope? Scope { get; set; }

        public static Tensor UnsafeCreateTensor(IntPtr handle) => new(handle);

        public IntPtr DecoupleFromNativeHandle()
        {
            IntPtr native = Handle;
            GC.SuppressFinalize(this);
            Interlocked.Decrement(ref totalCount);
            handle = IntPtr.Zero;
            return native;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            Scope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.Scope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (Scope is not null)
                Scope.MoveToOther(other, this);
            else
                other?.Attach(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            Scope?.Detach(this);
            return this;
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        /// <summary>Same shape and same values.</summary>
        public bool Equals(Tensor target) => Aten.equal.CallValue(this, target).Int != 0;

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        protected virtual void Dispose(bool disposing)
        {
            if (handle == IntPtr.Zero)
                return;
            // A finalizer runs on a thread of its own and only when no scope holds the tensor any more.
            if (disposing)
                Scope?.MarkAsDisposed(this);
            Interlocked.Decrement(ref totalCount);
            Door.td_tensor_delete(handle);
            handle = IntPtr.Zero;
        }

        /// <summary>The tensor of a handle that the door gave out; null where it gave none (an undefined tensor).</summary>
        internal static Tensor Wrap(IntPtr handle) => handle == IntPtr.Zero ? null! : new Tensor(handle);

        /// <summary>Takes the native tensor away from this object, for a parameter to own.</summary>
        internal IntPtr MoveHandle()
        {
            IntPtr native = Handle;
            handle = IntPtr.Zero;
            return native;
        }
    }
}

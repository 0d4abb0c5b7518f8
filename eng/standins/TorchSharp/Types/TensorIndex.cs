namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry between the brackets of <c>tensor[...]</c>.</summary>
    public struct TensorIndex
    {
        public static TensorIndex Ellipsis = new() { Form = Kind.Ellipsis };

        public static TensorIndex None = new() { Form = Kind.NewAxis };

        public static TensorIndex Null = new() { Form = Kind.NewAxis };

        public static TensorIndex Colon = Slice();

        internal enum Kind
        {
            NewAxis, Bool, Ellipsis, Single, Slice, Tensor,
        }

        internal Kind Form { get; private set; }

        /// <summary>The position of a single entry, or 1 for true.</summary>
        internal long Value { get; private set; }

        internal long? Start { get; private set; }

        internal long? Stop { get; private set; }

        internal long Step { get; private set; }

        internal Tensor? Mask { get; private set; }

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range.start, range.end);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Form = Kind.Slice, Start = start, Stop = stop, Step = step ?? 1 };

        public static TensorIndex Slice((int? start, int? end) range) => Slice((long?)range.start, range.end);

        public static TensorIndex Slice(Range range) =>
            Slice(Position(range.Start), range.End.Equals(Index.End) ? null : Position(range.End));

        public static TensorIndex Bool(bool value) => new() { Form = Kind.Bool, Value = value ? 1 : 0 };

        public static TensorIndex Single(long? index) => index is { } position ? new() { Form = Kind.Single, Value = position } : None;

        public static TensorIndex Tensor(Tensor tensor) => new() { Form = Kind.Tensor, Mask = tensor };

        private static long? Position(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}

namespace Microsoft.ML.Data;

public sealed class NumberDataViewType : PrimitiveDataViewType
{
    private NumberDataViewType(Type rawType)
        : base(rawType)
    {
    }

    public static NumberDataViewType Byte { get; } = new NumberDataViewType(typeof(byte));

    public static NumberDataViewType Double { get; } = new NumberDataViewType(typeof(double));

    public static NumberDataViewType Int16 { get; } = new NumberDataViewType(typeof(short));

    public static NumberDataViewType Int32 { get; } = new NumberDataViewType(typeof(int));

    public static NumberDataViewType Int64 { get; } = new NumberDataViewType(typeof(long));

    public static NumberDataViewType SByte { get; } = new NumberDataViewType(typeof(sbyte));

    public static NumberDataViewType Single { get; } = new NumberDataViewType(typeof(float));

    public static NumberDataViewType UInt16 { get; } = new NumberDataViewType(typeof(ushort));

    public static NumberDataViewType UInt32 { get; } = new NumberDataViewType(typeof(uint));

    public static NumberDataViewType UInt64 { get; } = new NumberDataViewType(typeof(ulong));

    public override bool Equals(DataViewType other) => other == this;

    public override string ToString() => RawType.Name;
}

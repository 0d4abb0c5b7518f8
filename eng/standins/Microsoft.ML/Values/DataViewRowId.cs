using System.Numerics;

namespace Microsoft.ML.Data;

// 128 bits that identify a row. Fork, Next and Combine are steps of MurmurHash3 (x64, 128 bits; public domain), so that ids derived along different paths differ.
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    public readonly ulong Low;

    public readonly ulong High;

    private const ulong Multiplier1 = 0x87c37b91114253d5;
    private const ulong Multiplier2 = 0x4cf5ad432745937f;

    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    public int CompareTo(DataViewRowId other)
    {
        int high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    public override bool Equals(object obj) => obj is DataViewRowId other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Low, High);

    public override string ToString() => $"{High:x16}{Low:x16}";

    public DataViewRowId Fork() => Absorb(1, 0);

    public DataViewRowId Next() => Absorb(0, 0);

    public DataViewRowId Combine(DataViewRowId other)
    {
        DataViewRowId block = other.Fork();
        return Absorb(block.Low, block.High);
    }

    private DataViewRowId Absorb(ulong block1, ulong block2)
    {
        ulong low = Low ^ (BitOperations.RotateLeft(block1 * Multiplier1, 31) * Multiplier2);
        low = (BitOperations.RotateLeft(low, 27) + High) * 5 + 0x52dce729;
        ulong high = High ^ (BitOperations.RotateLeft(block2 * Multiplier2, 33) * Multiplier1);
        high = (BitOperations.RotateLeft(high, 31) + low) * 5 + 0x38495ab5;
        return new DataViewRowId(low, high);
    }
}

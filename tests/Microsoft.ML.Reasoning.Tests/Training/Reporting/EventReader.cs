using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>Reads an event file of TensorBoard from the description of its format alone, and checks every checksum bit by bit.</summary>
internal static class EventReader
{
    public sealed record Event(double WallTime, long Step, string? Version, long? SessionStatus, Dictionary<string, float> Scalars);

    public static List<Event> Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        var events = new List<Event>();
        for (int at = 0; at < bytes.Length;)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
            Assert.AreEqual(Masked(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            Assert.AreEqual(Masked(bytes.AsSpan(at + 12, length)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            events.Add(Parse(bytes[(at + 12)..(at + 12 + length)]));
            at += 16 + length;
        }
        return events;
    }

    private static Event Parse(byte[] message)
    {
        double time = 0;
        long step = 0;
        string? version = null;
        long? status = null;
        var scalars = new Dictionary<string, float>();
        foreach ((int field, byte[] value) in Fields(message))
        {
            switch (field)
            {
                case 1: time = BitConverter.ToDouble(value); break;
                case 2: step = Varint(value); break;
                case 3: version = Encoding.UTF8.GetString(value); break;
                case 5:
                    foreach ((_, byte[] entry) in Fields(value))
                    {
                        Dictionary<int, byte[]> parts = Fields(entry).ToDictionary(part => part.Field, part => part.Value);
                        scalars.Add(Encoding.UTF8.GetString(parts[1]), BitConverter.ToSingle(parts[2]));
                    }
                    break;
                case 7: status = Varint(Fields(value).Single(part => part.Field == 1).Value); break;
                default: Assert.Fail($"field {field}"); break;
            }
        }
        return new Event(time, step, version, status, scalars);
    }

    private static IEnumerable<(int Field, byte[] Value)> Fields(byte[] message)
    {
        for (int at = 0; at < message.Length;)
        {
            int key = (int)Varint(message[at..], out int used);
            at += used;
            int length;
            switch (key & 7)
            {
                case 0: Varint(message[at..], out length); break;
                case 1: length = 8; break;
                case 5: length = 4; break;
                case 2:
                    length = (int)Varint(message[at..], out used);
                    at += used;
                    break;
                default: throw new FormatException($"wire type {key & 7}");
            }
            yield return (key >> 3, message[at..(at + length)]);
            at += length;
        }
    }

    private static long Varint(byte[] bytes) => Varint(bytes, out _);

    private static long Varint(byte[] bytes, out int used)
    {
        ulong value = 0;
        for (used = 0; ; used++)
        {
            value |= (ulong)(bytes[used] & 0x7F) << (7 * used);
            if (bytes[used] < 0x80)
                break;
        }
        used++;
        return (long)value;
    }

    private static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = ~0u;
        foreach (byte value in data)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }
        crc = ~crc;
        return unchecked(((crc >> 15) | (crc << 17)) + 0xA282EAD8);
    }
}

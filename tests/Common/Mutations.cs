using System.Text;

namespace Microsoft.ML.Reasoning.Testing;

/// <summary>
/// Good inputs with a few random edits each, the same ones for the same seed. One half is edited as bytes (changed, cut, doubled,
/// moved, hostile fragments put in), the other as JSON, whose values are changed and whose form stays good.
/// </summary>
internal sealed class Mutations
{
    // What breaks readers of JSON: numbers at the borders, wrong types, half strings, deep nesting.
    private static readonly byte[][] s_fragments =
    [
        .. new[]
        {
            "-1", "0", "1e400", "1e3", "0.5", "99999999999999999999", "9223372036854775807", "2147483648", "18446744073709551616", "null", "true", "\"\"", "\"..\"",
            "\"../x\"", "\"/x\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\\"", "[]", "{}", "[[", "{\"", "}}", "}", "]", ",", ":", "\"", "\\", "\uFEFF", "\u2028", "NaN", "//", "'",
            new string('[', 300), new string('9', 400), string.Concat(Enumerable.Repeat("{\"a\":", 200)),
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0],
    ];

    private readonly string[] _seeds;
    private readonly Func<string, byte[]> _toFile;
    private readonly Random _random;

    /// <param name="seeds">Good texts.</param>
    /// <param name="seed">The same inputs for the same number.</param>
    /// <param name="toFile">Makes a file of a text; the text's UTF-8 by default.</param>
    public Mutations(IEnumerable<string> seeds, int seed, Func<string, byte[]>? toFile = null)
    {
        _seeds = [.. seeds];
        _toFile = toFile ?? Encoding.UTF8.GetBytes;
        _random = new Random(seed);
    }

    public byte[] Next()
    {
        string text = _seeds[_random.Next(_seeds.Length)];
        if (_random.Next(2) == 0 && JsonMutation.Edit(text, _random) is { } edited)
            return _toFile(edited);
        List<byte> bytes = [.. _toFile(text)];
        for (int edits = _random.Next(1, 5); edits > 0; edits--)
            Edit(bytes);
        return [.. bytes];
    }

    private void Edit(List<byte> bytes)
    {
        int at = _random.Next(bytes.Count + 1);
        int length = Math.Min(_random.Next(4) == 0 ? _random.Next(bytes.Count + 1) : _random.Next(8), bytes.Count - at);
        switch (_random.Next(6))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 3:
                List<byte> moved = bytes.GetRange(at, length);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(_random.Next(bytes.Count + 1), moved);
                break;
            case 4:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, s_fragments[_random.Next(s_fragments.Length)]);
                break;
            default:
                // Over what is there, so that lengths and offsets stay true.
                byte[] fragment = s_fragments[_random.Next(s_fragments.Length)];
                for (int i = 0; i < fragment.Length && at + i < bytes.Count; i++)
                    bytes[at + i] = fragment[i];
                break;
        }
    }
}

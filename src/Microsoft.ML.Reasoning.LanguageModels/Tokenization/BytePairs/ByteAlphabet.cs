namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// The 256 characters that stand for bytes in byte-level vocabularies: the printable Latin-1 characters stand for themselves,
/// the others, in order, for U+0100 onwards.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] s_characters = new char[256];
    private static readonly short[] s_bytes = new short[512];

    static ByteAlphabet()
    {
        Array.Fill(s_bytes, (short)-1);
        int next = 256;
        for (int value = 0; value < 256; value++)
        {
            bool printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            s_characters[value] = (char)(printable ? value : next++);
            s_bytes[s_characters[value]] = (short)value;
        }
    }

    public static char CharacterOf(byte value) => s_characters[value];

    /// <summary>The byte that a character stands for, or -1.</summary>
    public static int ByteOf(char character) => character < s_bytes.Length ? s_bytes[character] : -1;

    public static string Write(ReadOnlySpan<byte> bytes)
    {
        Span<char> characters = bytes.Length <= 256 ? stackalloc char[bytes.Length] : new char[bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
            characters[i] = s_characters[bytes[i]];
        return new string(characters);
    }
}

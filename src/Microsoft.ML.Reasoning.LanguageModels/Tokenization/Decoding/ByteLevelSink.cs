using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Byte-level tokens: their bytes form one UTF-8 stream; each maximal invalid part of it becomes one U+FFFD. A token with a
/// character that stands for no byte is an added token, and contributes its own text.
/// </summary>
internal sealed class ByteLevelSink(ITokenSink next) : ITokenSink
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private byte[] _bytes = new byte[256];
    private char[] _characters = new char[512];

    public void Append(string token)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(token.Length));
        int count = 0;
        foreach (char character in token)
        {
            int value = ByteAlphabet.ByteOf(character);
            if (value < 0)
            {
                count = Encoding.UTF8.GetBytes(token, _bytes);
                break;
            }
            _bytes[count++] = (byte)value;
        }
        Write(count, flush: false);
    }

    public void Complete()
    {
        Write(0, flush: true);
        next.Complete();
    }

    private void Write(int count, bool flush)
    {
        int written = _decoder.GetChars(_bytes.AsSpan(0, count), _characters, flush);
        if (written > 0)
            next.Append(new string(_characters, 0, written));
    }

    private void Reserve(int bytes)
    {
        if (bytes > _bytes.Length)
        {
            _bytes = new byte[bytes];
            // Every byte may become a character, and so may each that the decoder holds back.
            _characters = new char[bytes + 4];
        }
    }
}

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Cuts a stream of UTF-8 into the JSON texts of its rows: the lines of JSON Lines, or the elements of one array, whose brackets
/// and strings are followed without parsing. Holds one row at a time.
/// </summary>
internal sealed class JsonRowReader(Stream stream, string file, int maxRowBytes)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _position, _length;
    private byte[] _row = new byte[1 << 12];
    private int _rowLength;
    private long _line = 1;

    public IEnumerable<(ReadOnlyMemory<byte> Json, long Line)> Rows()
    {
        if (Peek() == 0xEF)
        {
            foreach (byte expected in (byte[])[0xEF, 0xBB, 0xBF])
                if (Take() != expected)
                    throw Error("the file is not UTF-8");
        }
        SkipSpace();
        return Peek() switch { < 0 => [], '[' => Elements(), _ => Lines() };
    }

    private IEnumerable<(ReadOnlyMemory<byte>, long)> Lines()
    {
        while (true)
        {
            SkipSpace();
            if (Peek() < 0)
                yield break;
            long line = _line;
            _rowLength = 0;
            while (Peek() is >= 0 and not '\n' and int next)
            {
                Keep((byte)next);
                Take();
            }
            yield return (_row.AsMemory(0, _rowLength), line);
        }
    }

    private IEnumerable<(ReadOnlyMemory<byte>, long)> Elements()
    {
        Take();
        SkipSpace();
        if (Peek() != ']')
        {
            while (true)
            {
                SkipSpace();
                long line = _line;
                ReadElement();
                yield return (_row.AsMemory(0, _rowLength), line);
                int separator = Take();
                if (separator == ']')
                    break;
                if (separator != ',')
                    throw Error("the file ends inside its array");
            }
        }
        else
            Take();
        SkipSpace();
        if (Peek() >= 0)
            throw Error("there is text after the end of the array");
    }

    // Up to the comma or bracket that ends the element; what lies between is the parser's to judge.
    private void ReadElement()
    {
        _rowLength = 0;
        int depth = 0;
        bool quoted = false, escaped = false;
        while (Peek() is >= 0 and int next)
        {
            if (!quoted && depth <= 0 && (next is ',' or ']'))
                return;
            if (escaped)
                escaped = false;
            else if (quoted)
                (quoted, escaped) = (next != '"', next == '\\');
            else
                (depth, quoted) = (depth + (next is '{' or '[' ? 1 : next is '}' or ']' ? -1 : 0), next == '"');
            Keep((byte)next);
            Take();
        }
    }

    private void Keep(byte value)
    {
        if (_rowLength == maxRowBytes)
            throw Error($"the row is longer than {maxRowBytes} bytes");
        if (_rowLength == _row.Length)
            Array.Resize(ref _row, (int)Math.Min((long)_row.Length * 2, Math.Max(maxRowBytes, _row.Length + 1L)));
        _row[_rowLength++] = value;
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
            Take();
    }

    private int Peek()
    {
        if (_position == _length)
            (_position, _length) = (0, stream.Read(_buffer, 0, _buffer.Length));
        return _position < _length ? _buffer[_position] : -1;
    }

    private int Take()
    {
        int value = Peek();
        if (value >= 0)
            _position++;
        if (value == '\n')
            _line++;
        return value;
    }

    private FormatException Error(string what) => new($"{file}, line {_line}: {what}.");
}

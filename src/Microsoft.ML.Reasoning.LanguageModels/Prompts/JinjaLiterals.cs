using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The texts that stand in a Jinja source: quoted ones in its tags, and what stands between tags. Comments are left out.</summary>
internal static class JinjaLiterals
{
    public static IReadOnlySet<string> Of(string source)
    {
        HashSet<string> literals = new(StringComparer.Ordinal);
        for (int at = 0; at < source.Length;)
        {
            int tag = NextTag(source, at);
            if (tag > at)
                literals.Add(source[at..tag]);
            if (tag == source.Length)
                break;
            at = source[tag + 1] == '#' ? EndOfComment(source, tag) : ReadTag(source, tag, literals);
        }
        return literals;
    }

    private static int NextTag(string source, int from)
    {
        for (int i = from; i + 1 < source.Length; i++)
            if (source[i] == '{' && source[i + 1] is ('{' or '%' or '#'))
                return i;
        return source.Length;
    }

    private static int EndOfComment(string source, int start)
    {
        int end = source.IndexOf("#}", start, StringComparison.Ordinal);
        return end < 0 ? source.Length : end + 2;
    }

    /// <summary>Collects the quoted texts of one tag; gives where it ends.</summary>
    private static int ReadTag(string source, int start, HashSet<string> literals)
    {
        char close = source[start + 1] == '{' ? '}' : '%';
        for (int i = start + 2; i < source.Length; i++)
        {
            if (source[i] is '\'' or '"')
                literals.Add(ReadQuoted(source, ref i));
            else if (source[i] == close && i + 1 < source.Length && source[i + 1] == '}')
                return i + 2;
        }
        return source.Length;
    }

    /// <summary>The text between quotes; the position moves from the first quote to the last.</summary>
    private static string ReadQuoted(string source, ref int position)
    {
        char quote = source[position];
        StringBuilder text = new();
        for (position++; position < source.Length && source[position] != quote; position++)
        {
            if (source[position] == '\\' && position + 1 < source.Length)
            {
                position++;
                text.Append(source[position] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', char other => other });
            }
            else
            {
                text.Append(source[position]);
            }
        }
        return text.ToString();
    }
}

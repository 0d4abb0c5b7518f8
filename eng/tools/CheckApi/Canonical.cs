using System.Text.RegularExpressions;

namespace Microsoft.ML.Reasoning.CheckApi;

/// <summary>
/// Brings a signature, printed by us or by the listings, into one form in which equal signatures are equal text.
/// Left out on purpose, because a caller's source compiles the same either way: namespaces, nullable annotations of reference
/// types, tuple element names, and whether an instance member is virtual.
/// </summary>
internal static partial class Canonical
{
    private static readonly HashSet<string> ValueTypes =
    [
        "bool", "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "char", "Half", "IntPtr",
        "DateTime", "DateTimeOffset", "TimeSpan", "Guid", "Range", "Index", "Complex", "Memory", "ReadOnlyMemory", "CancellationToken", ")",
    ];

    /// <summary>Tells that <c>Name?</c> of this type is a Nullable, not an annotation.</summary>
    public static void AddValueType(string name) => ValueTypes.Add(name);

    public static string Signature(string text)
    {
        text = Comments().Replace(text, "");
        text = Attributes().Replace(text, "");
        text = FloatSuffix().Replace(text, "");
        text = text.Replace("System.Runtime.InteropServices.", "", StringComparison.Ordinal);
        text = Qualifiers().Replace(GenericOuters(text), "");
        text = Modifiers().Replace(text, "");
        text = DefaultValue().Replace(text, "= null");
        text = Tuples(text);
        text = Nullables().Replace(text, m => ValueTypes.Contains(m.Groups[1].Value) ? m.Value : m.Groups[1].Value);
        return Spaces().Replace(text, " ").Replace(" ;", ";", StringComparison.Ordinal).Replace("( ", "(", StringComparison.Ordinal).Trim();
    }

    /// <summary><c>Outer&lt;A, B&gt;.Inner</c> is named without its outer type, as <c>Outer.Inner</c> is.</summary>
    private static string GenericOuters(string text)
    {
        for (int at; (at = text.IndexOf(">.", StringComparison.Ordinal)) >= 0;)
        {
            int depth = 1, start = at;
            while (depth > 0)
                depth += text[--start] switch { '>' => 1, '<' => -1, _ => 0 };
            while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '.'))
                start--;
            text = text[..start] + text[(at + 2)..];
        }
        return text;
    }

    /// <summary><c>ValueTuple&lt;A, B&gt;</c> and <c>(A, B)</c> are one type.</summary>
    private static string Tuples(string text)
    {
        const string Name = "ValueTuple<";
        for (int at; (at = text.IndexOf(Name, StringComparison.Ordinal)) >= 0;)
        {
            int depth = 1, end = at + Name.Length;
            for (; depth > 0; end++)
                depth += text[end] switch { '<' => 1, '>' => -1, _ => 0 };
            text = $"{text[..at]}({text[(at + Name.Length)..(end - 1)]}){text[end..]}";
        }
        return text;
    }

    [GeneratedRegex(@"\s\[Obsolete\b.*$")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"(?<=\d)f\b")]
    private static partial Regex FloatSuffix();

    [GeneratedRegex(@"/\*.*?\*/")]
    private static partial Regex Comments();

    // 'torch.Tensor' -> 'Tensor', but not the dots of numbers.
    [GeneratedRegex(@"\b(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_])")]
    private static partial Regex Qualifiers();

    [GeneratedRegex(@"\b(virtual|override|sealed|abstract|readonly|new|unsafe|extern) ")]
    private static partial Regex Modifiers();

    [GeneratedRegex(@"= default\b(\([^)]*\))?")]
    private static partial Regex DefaultValue();

    [GeneratedRegex(@"([A-Za-z_]\w*|\)|>|\])\?")]
    private static partial Regex Nullables();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

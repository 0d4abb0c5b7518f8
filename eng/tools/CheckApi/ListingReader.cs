using System.Text.RegularExpressions;

namespace Microsoft.ML.Reasoning.CheckApi;

/// <summary>Reads a listing of a real package: TYPE or T: lines, each followed by its members.</summary>
internal static partial class ListingReader
{
    public static Dictionary<string, ListedType> Read(string path)
    {
        var types = new Dictionary<string, ListedType>(StringComparer.Ordinal);
        List<string>? lines = null;
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith("TYPE ", StringComparison.Ordinal) || line.StartsWith("T: ", StringComparison.Ordinal))
            {
                Add(lines);
                lines = [line];
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
                lines?.Add(line);
        }
        Add(lines);
        return types;

        void Add(List<string>? source)
        {
            if (source is null)
                return;
            ListedType type = Parse(source);
            types.TryAdd(type.Name, type);
        }
    }

    private static ListedType Parse(List<string> source)
    {
        string header = AssemblyName().Replace(source[0], "");
        header = Comment().Replace(header[(header.IndexOf(' ') + 1)..], "").Trim();
        string kind = Take(ref header);
        while (kind is "public" or "protected" or "sealed" or "abstract" or "static" or "readonly" or "ref")
            kind = Take(ref header);
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        int parameters = header.IndexOf('(', StringComparison.Ordinal);
        if (kind == "delegate" && parameters > 0)
        {
            string returns = Take(ref header);
            parameters = header.IndexOf('(', StringComparison.Ordinal);
            members[Canonical.Signature($"{returns} Invoke{header[parameters..]}")] = "Invoke";
            header = header[..parameters];
        }
        int where = header.IndexOf(" where ", StringComparison.Ordinal);
        if (where >= 0)
            header = header[..where];
        int colon = header.IndexOf(" :", StringComparison.Ordinal);
        string full = (colon < 0 ? header : header[..colon]).Trim();
        foreach (string line in source.Skip(1))
            if (Member(line.Trim(), kind == "enum") is var (text, name))
                members[text] = name;
        return new ListedType(SimpleName(full), $"{kind} {full}", SplitTypes(colon < 0 ? "" : header[(colon + 2)..]), members, source);
    }

    private static string Take(ref string text)
    {
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        string word = text[..space];
        text = text[(space + 1)..];
        return word;
    }

    private static (string Text, string Name)? Member(string line, bool inEnum)
    {
        if (line.Length == 0 || line[0] is '!' or '#')
            return null;
        line = MemberKind().Replace(line, "");
        if (inEnum)
        {
            Match value = EnumValue().Match(line);
            return ($"{value.Groups[1].Value} = {value.Groups[2].Value}", value.Groups[1].Value);
        }
        string text = Canonical.Signature(line);
        return (text, MemberName.Of(text));
    }

    /// <summary>'TorchSharp.torch.Tensor' and 'VBuffer&lt;T&gt;' -> 'torch.Tensor', 'VBuffer`1'.</summary>
    private static string SimpleName(string full)
    {
        string name = Generics().Replace(full, m => "`" + (m.Value.Count(c => c == ',') + 1));
        foreach (string prefix in TorchNamespaces)
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return name[prefix.Length..];
        return name;
    }

    // Longest first; the other listings print no namespaces.
    private static readonly string[] TorchNamespaces = ["TorchSharp.Modules.", "TorchSharp.Utils.", "TorchSharp.Data.", "TorchSharp.PInvoke.", "TorchSharp."];

    private static HashSet<string> SplitTypes(string text)
    {
        var set = new HashSet<string>(StringComparer.Ordinal);
        int depth = 0, start = 0;
        text += ",";
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '<' or '(' => 1, '>' or ')' => -1, _ => 0 };
            if (text[i] != ',' || depth > 0)
                continue;
            if (Canonical.Signature(text[start..i]) is { Length: > 0 } item)
                set.Add(item);
            start = i + 1;
        }
        return set;
    }

    [GeneratedRegex(@"\s*\[[A-Za-z.]+\]\s*$")]
    private static partial Regex AssemblyName();

    [GeneratedRegex(@"/\*.*?\*/")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(ctor|method|prop|field|event|op) ")]
    private static partial Regex MemberKind();

    [GeneratedRegex(@"([A-Za-z_]\w*) = (-?\d+)$")]
    private static partial Regex EnumValue();

    [GeneratedRegex(@"<[^<>]*>")]
    private static partial Regex Generics();
}

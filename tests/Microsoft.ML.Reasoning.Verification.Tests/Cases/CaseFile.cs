namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>The lines of a file of cases, by category: "sign | gold | answer".</summary>
internal static class CaseFile
{
    public static IEnumerable<CaseLine> Read(string name)
    {
        using var reader = new StreamReader(typeof(CaseFile).Assembly.GetManifestResourceStream(name)!);
        string category = "";
        string[] choices = [];
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith("## ", StringComparison.Ordinal))
                (category, choices) = (line[3..], []);
            else if (line.StartsWith("choices: ", StringComparison.Ordinal))
                choices = line["choices: ".Length..].Split(" || ");
            else if (line.Length > 0 && line[0] != '#')
            {
                string[] parts = line.Split(" | ", 3);
                yield return new CaseLine(category, number, parts[0][0], parts[1], parts[2], choices);
            }
        }
    }

    public static IEnumerable<object[]> Categories(string name) => Read(name).Select(line => line.Category).Distinct().Select(category => new object[] { category });
}

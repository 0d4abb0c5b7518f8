using Microsoft.ML.Reasoning.CheckApi;

// CheckApi [--complete] [--copy FOLDER] ASSEMBLY LISTING [LISTING ...]
// Prints every difference; exit code 1 if there is one. --copy writes the used part of each listing into FOLDER.
List<string> rest = [.. args];
bool complete = rest.Remove("--complete");
string? copyTo = null;
if (rest.IndexOf("--copy") is >= 0 and int at)
{
    copyTo = rest[at + 1];
    rest.RemoveRange(at, 2);
}
if (rest.Count < 2)
{
    Console.Error.WriteLine("usage: CheckApi [--complete] [--copy FOLDER] ASSEMBLY LISTING [LISTING ...]");
    return 2;
}

IReadOnlyList<ListedType> offered = AssemblyReader.Read(rest[0]);
(string Name, Dictionary<string, ListedType> Types)[] listings =
    [.. rest.Skip(1).Select(path => (Path.GetFileNameWithoutExtension(path), ListingReader.Read(path)))];
string[] differences = [.. Comparison.Differences(offered, listings, complete)];
foreach (string difference in differences)
    Console.WriteLine(difference);
Console.WriteLine($"{Path.GetFileName(rest[0])}: {offered.Count} types, {offered.Sum(t => t.Members.Count)} members, {differences.Length} differences");

if (copyTo is not null)
    foreach ((string path, (string _, Dictionary<string, ListedType> types)) in rest.Skip(1).Zip(listings))
        File.WriteAllLines(
            Path.Combine(copyTo, Path.GetFileName(path)),
            offered.Select(t => t.Name).Where(types.ContainsKey).Order(StringComparer.Ordinal).SelectMany(name => types[name].Source));
return differences.Length == 0 ? 0 : 1;

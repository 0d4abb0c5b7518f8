namespace Microsoft.ML.Reasoning.CheckApi;

/// <summary>Finds what a stand-in offers and the real package does not, and the overloads that a stand-in leaves out.</summary>
internal static class Comparison
{
    /// <param name="offered">What the stand-in offers.</param>
    /// <param name="listings">One listing for each version of the package; a member must be in all of them.</param>
    /// <param name="completeOverloads">A member name that is offered at all must come with every overload that all listings have.</param>
    public static IEnumerable<string> Differences(
        IReadOnlyList<ListedType> offered, IReadOnlyList<(string Name, Dictionary<string, ListedType> Types)> listings, bool completeOverloads)
    {
        foreach (ListedType type in offered)
        {
            bool known = true;
            foreach ((string name, Dictionary<string, ListedType> types) in listings)
            {
                if (!types.TryGetValue(type.Name, out ListedType? real))
                {
                    known = false;
                    yield return $"{type.Name}: no such type in {name}";
                    continue;
                }
                foreach (string parent in type.Bases.Except(real.Bases))
                    yield return $"{type.Name}: base or interface '{parent}' is not in {name} (there: {string.Join(", ", real.Bases)})";
                foreach ((string text, string member) in type.Members)
                    if (!real.Members.ContainsKey(text))
                        yield return $"{type.Name}: '{text}' is not in {name}{Candidates(real, member)}";
            }
            if (known && completeOverloads)
                foreach (string missing in MissingOverloads(type, listings))
                    yield return $"{type.Name}: overload left out: '{missing}'";
        }
    }

    private static IEnumerable<string> MissingOverloads(ListedType type, IReadOnlyList<(string Name, Dictionary<string, ListedType> Types)> listings)
    {
        HashSet<string> names = [.. type.Members.Values];
        return listings[0].Types[type.Name].Members
            .Where(m => names.Contains(m.Value) && !type.Members.ContainsKey(m.Key))
            .Where(m => listings.All(l => l.Types[type.Name].Members.ContainsKey(m.Key)))
            .Select(m => m.Key);
    }

    private static string Candidates(ListedType real, string member)
    {
        string[] same = [.. real.Members.Where(m => m.Value == member).Select(m => m.Key).Take(4)];
        return same.Length == 0 ? "" : $"; there: {string.Join(" | ", same)}";
    }
}

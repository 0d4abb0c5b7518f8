using System.Collections.Frozen;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Units that are multiples of each other. A unit that is not here is a word that the number counts.</summary>
internal static class UnitTable
{
    private static readonly FrozenDictionary<string, (string Dimension, Rational Factor)> Known = Read(
        "length mm 1/1000 millimeter 1/1000 cm 1/100 centimeter 1/100 dm 1/10 m 1 meter 1 metre 1 km 1000 kilometer 1000 kilometre 1000 " +
        "in 254/10000 inch 254/10000 ft 3048/10000 foot 3048/10000 feet 3048/10000 yd 9144/10000 yard 9144/10000 mi 1609344/1000 mile 1609344/1000; " +
        "mass mg 1/1000000 g 1/1000 gram 1/1000 kg 1 kilogram 1; " +
        "time ms 1/1000 s 1 sec 1 second 1 min 60 minute 60 hr 3600 h 3600 hour 3600 day 86400 week 604800; " +
        "volume ml 1/1000 mL 1/1000 l 1 L 1 liter 1 litre 1; money dollar 1 cent 1/100");

    /// <summary>Dimension and size of a unit such as cm or cm^2; null for a word that is no such unit.</summary>
    public static (string Dimension, Rational Factor)? Find(string unit)
    {
        int power = 1;
        if (unit.IndexOf('^', StringComparison.Ordinal) is > 0 and int at)
        {
            if (unit[(at + 1)..] is not ("2" or "3"))
                return null;
            power = unit[at + 1] - '0';
            unit = unit[..at];
        }
        foreach ((string word, int value) in (ReadOnlySpan<(string, int)>)[("square ", 2), ("cubic ", 3), ("sq ", 2)])
            if (unit.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                (unit, power) = (unit[word.Length..], value);
        return Known.TryGetValue(unit, out var found) || (unit.EndsWith('s') && Known.TryGetValue(unit[..^1], out found)) || (unit == "inches" && Known.TryGetValue("inch", out found))
            ? (found.Dimension + power, found.Factor.Power(power)) : null;
    }

    private static FrozenDictionary<string, (string, Rational)> Read(string table)
    {
        var units = new Dictionary<string, (string, Rational)>(StringComparer.Ordinal);
        foreach (string line in table.Split("; "))
        {
            string[] words = line.Split(' ');
            for (int i = 1; i < words.Length; i += 2)
            {
                string[] parts = words[i + 1].Split('/');
                units.Add(words[i], (words[0], new Rational(int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture),
                    parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1)));
            }
        }
        return units.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

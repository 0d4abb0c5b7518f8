using System.Collections.Frozen;
using System.Globalization;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Names and signs of units, with what they measure. A word that is not here is something that a number counts.</summary>
internal static class UnitTable
{
    // Base quantities in the order of their bytes; the base unit of each comes first in its line.
    private static readonly string[] Lines =
    [
        "m meter metre = 1; mm millimeter millimetre = 1/1000; cm centimeter centimetre = 1/100; dm decimeter decimetre = 1/10; km kilometer kilometre = 1000; " +
        "um μm micrometer micron = 1/1000000; nm nanometer = 1/1000000000; in inch inches = 127/5000; ft foot feet = 381/1250; yd yard = 1143/1250; mi mile = 201168/125",
        "kg kilogram = 1; g gram = 1/1000; mg milligram = 1/1000000; lb lbs pound = 45359237/100000000; oz ounce = 45359237/1600000000; ton tonne = 1000",
        "s sec second = 1; ms millisecond = 1/1000; min minute = 60; h hr hour = 3600; day = 86400; week wk = 604800",
        "A amp ampere = 1; mA milliampere = 1/1000",
        "K kelvin = 1",
        "$ dollar usd USD bucks = 1; ¢ cent penny pennies = 1/100; dime = 1/10; nickel = 1/20; quarter = 1/4",
        "mol mole = 1",
        "rad radian = 1",
    ];

    // Of other currencies none is worth a fixed number of another, nor is a degree of temperature.
    private const string Strange = "€ euro EUR eur|£ quid GBP|¥ yuan RMB CNY 元|°C celsius centigrade Celsius|°F fahrenheit Fahrenheit";

    private const string Derived =
        "L l liter litre ltr = dm^3; mL ml milliliter millilitre cc = cm^3; cL cl centiliter = 10 cm^3; N newton = kg m s^-2; J joule = kg m^2 s^-2; " +
        "kJ kilojoule = 1000 kg m^2 s^-2; W watt = kg m^2 s^-3; kW kilowatt = 1000 kg m^2 s^-3; MW megawatt = 1000000 kg m^2 s^-3; " +
        "Pa pascal = kg m^-1 s^-2; kPa kilopascal = 1000 kg m^-1 s^-2; Hz hertz = s^-1; kHz kilohertz = 1000 s^-1; MHz megahertz = 1000000 s^-1; " +
        "C coulomb = A s; V volt = kg m^2 s^-3 A^-1; kV kilovolt = 1000 kg m^2 s^-3 A^-1; ohm Ω = kg m^2 s^-3 A^-2; mph = mi h^-1; kph kmh kmph = km h^-1; " +
        "hectare ha = 10000 m^2; acre = 4840 yd^2; gallon gal = 231 in^3; quart qt = 231/4 in^3; pint pt = 231/8 in^3; dozen = 12";

    private static readonly FrozenDictionary<string, Dimension> Known = Read();

    /// <summary>A unit by its name or sign, plural or not; null for other words.</summary>
    public static Dimension? Find(string name) =>
        Known.TryGetValue(name, out Dimension found)
        || (name.Length > 3 && Known.TryGetValue(name.ToLowerInvariant(), out found))
        || (name.Length > 2 && name[^1] == 's' && Known.TryGetValue(name[..^1], out found))
        || (name.Length > 3 && name[^1] is 's' or 'S' && Known.TryGetValue(name[..^1].ToLowerInvariant(), out found)) ? found : null;

    private static FrozenDictionary<string, Dimension> Read()
    {
        var units = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        for (int quantity = 0; quantity < Lines.Length; quantity++)
            foreach ((string[] names, string size) in Entries(Lines[quantity]))
                foreach (string name in names)
                    units.Add(name, Dimension.Of(quantity, Number(size)));
        string[] strange = Strange.Split('|');
        for (int i = 0; i < strange.Length; i++)
            foreach (string name in strange[i].Split(' '))
                units.Add(name, new Dimension(0x20UL + (ulong)i, Rational.One));
        foreach ((string[] names, string size) in Entries(Derived))
        {
            Dimension product = Dimension.None;
            foreach (string factor in size.Split(' '))
            {
                string[] parts = factor.Split('^');
                Dimension one = units.TryGetValue(parts[0], out Dimension unit) ? unit : Dimension.None with { Factor = Number(parts[0]) };
                product = product.Times(one.Power(parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1));
            }
            foreach (string name in names)
                units.Add(name, product);
        }
        return units.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static IEnumerable<(string[] Names, string Size)> Entries(string line) =>
        line.Split("; ").Select(entry => entry.Split(" = ")).Select(parts => (parts[0].Split(' '), parts[1]));

    private static Rational Number(string text)
    {
        string[] parts = text.Split('/');
        return new Rational(long.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length > 1 ? long.Parse(parts[1], CultureInfo.InvariantCulture) : 1);
    }
}

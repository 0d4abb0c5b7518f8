using System.Globalization;
using System.Text;

namespace Microsoft.ML.Reasoning;

/// <summary>Pearson's correlation of each pair of indicators, over the responses of which both are known.</summary>
public sealed class CorrelationMatrix
{
    private readonly double[,] _values;
    private readonly Dictionary<string, int> _places;

    internal CorrelationMatrix(IReadOnlyList<string> names, IReadOnlyList<double[]> columns)
    {
        Names = names;
        _places = names.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        _values = new double[names.Count, names.Count];
        for (int i = 0; i < names.Count; i++)
            for (int j = 0; j <= i; j++)
                _values[i, j] = _values[j, i] = Correlation(columns[i], columns[j]);
    }

    /// <summary>The indicators, in the order of rows and columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The correlation of two indicators, -1 to 1; NaN where one of them does not vary or fewer than two responses have both.</summary>
    /// <param name="first">One of <see cref="Names"/>.</param>
    /// <param name="second">One of <see cref="Names"/>.</param>
    public double this[string first, string second] => _values[Place(first), Place(second)];

    /// <summary>A table; a point where there is no correlation.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        int first = Names.Max(name => name.Length);
        int[] widths = [.. Names.Select(name => Math.Max(6, name.Length + 1))];
        text.Append(' ', first);
        for (int i = 0; i < Names.Count; i++)
            text.Append(Names[i].PadLeft(widths[i]));
        for (int i = 0; i < Names.Count; i++)
        {
            text.AppendLine().Append(Names[i].PadRight(first));
            for (int j = 0; j < Names.Count; j++)
                text.Append((double.IsNaN(_values[i, j]) ? "." : _values[i, j].ToString("0.00", CultureInfo.InvariantCulture)).PadLeft(widths[j]));
        }

        return text.ToString();
    }

    private int Place(string name) => _places.TryGetValue(name, out int place) ? place
        : throw new ArgumentOutOfRangeException(nameof(name), $"There is no indicator '{name}'; found {string.Join(", ", Names)}.");

    private static double Correlation(double[] a, double[] b)
    {
        int[] known = [.. Enumerable.Range(0, a.Length).Where(i => double.IsFinite(a[i]) && double.IsFinite(b[i]))];
        if (known.Length < 2)
            return double.NaN;
        double meanOfA = known.Average(i => a[i]), meanOfB = known.Average(i => b[i]);
        double product = known.Sum(i => (a[i] - meanOfA) * (b[i] - meanOfB));
        double squaresOfA = known.Sum(i => (a[i] - meanOfA) * (a[i] - meanOfA)), squaresOfB = known.Sum(i => (b[i] - meanOfB) * (b[i] - meanOfB));
        // What is left of the digits of a constant is no variation.
        bool varies = squaresOfA > 1e-24 * known.Length * meanOfA * meanOfA && squaresOfB > 1e-24 * known.Length * meanOfB * meanOfB;
        return varies ? Math.Clamp(product / Math.Sqrt(squaresOfA) / Math.Sqrt(squaresOfB), -1, 1) : double.NaN;
    }
}

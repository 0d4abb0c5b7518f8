using System.Globalization;

namespace Microsoft.ML.Reasoning.Benchmarks;

internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>A result line: <c>name: number</c>, alone, invariant.</summary>
    public static void Print(string name, double value, string format = "0.##") =>
        Console.WriteLine($"{name}: {value.ToString(format, CultureInfo.InvariantCulture)}");
}

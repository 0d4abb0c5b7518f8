using System.Globalization;
using Microsoft.ML.Reasoning;

namespace ExploreWhileDecoding;

/// <summary>Tells on the error stream how far the comparison is.</summary>
internal sealed class Progress : IProgress<ComparisonEntry>
{
    public void Report(ComparisonEntry value) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{value.Name} at temperature {value.Temperature}: pass@1 {100 * value.PassAtK[0].Estimate:0.0} % in {value.Seconds:0.0} s"));
}

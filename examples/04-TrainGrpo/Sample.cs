using System.Globalization;

namespace TrainGrpo;

/// <summary>Values over seeds, as a cell of a table.</summary>
internal static class Sample
{
    private const int LeastForInterval = 3;

    /// <summary>Student's t for 95 % by degrees of freedom, from 2 on.</summary>
    private static readonly double[] s_student = [4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

    /// <summary>The mean and, from three values on that are not all the same, its 95 % interval by Student's t.</summary>
    public static string Cell(IEnumerable<double> sample, string format)
    {
        double[] values = [.. sample.Where(double.IsFinite)];
        if (values.Length == 0)
            return "";
        double mean = values.Average();
        if (values.Length < LeastForInterval || values.Max() == values.Min())
            return Text(mean);
        double deviation = Math.Sqrt(values.Sum(one => (one - mean) * (one - mean)) / (values.Length - 1));
        double half = s_student[Math.Min(values.Length - 1, s_student.Length + 1) - 2] * deviation / Math.Sqrt(values.Length);
        return $"{Text(mean)} [{Text(mean - half)}, {Text(mean + half)}]";

        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}

using System.Globalization;
using System.Net;
using System.Text;

namespace Microsoft.ML.Reasoning;

/// <summary>A metric over steps as an SVG drawing that needs nothing beside it.</summary>
internal static class CurveChart
{
    private const int Width = 460, Height = 240, Left = 58, Right = 12, Top = 30, Bottom = 28;

    public static string Draw(string title, IReadOnlyList<(int Step, double Value)> points)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" font-family=\"sans-serif\" font-size=\"11\">");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"18\" font-size=\"13\">{WebUtility.HtmlEncode(title)}</text>");
        int first = points[0].Step, last = Math.Max(first + 1, points[^1].Step);
        (double low, double high) = Range(points);
        foreach (double share in (double[])[0, 0.25, 0.5, 0.75, 1])
        {
            double value = low + share * (high - low);
            svg.Append(CultureInfo.InvariantCulture,
                $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value:G3}</text>");
        }
        foreach (int step in (int[])[first, (first + last) / 2, last])
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(step):0.#}\" y=\"{Height - 10}\" text-anchor=\"middle\">{step}</text>");
        string line = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Step):0.#},{Y(point.Value):0.#}")));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"#1f77b4\" stroke-width=\"1.5\" points=\"{line}\"/></svg>");
        return svg.ToString();

        double X(double step) => Left + (step - first) / (last - first) * (Width - Left - Right);
        double Y(double value) => Height - Bottom - (value - low) / (high - low) * (Height - Top - Bottom);
    }

    private static (double Low, double High) Range(IReadOnlyList<(int Step, double Value)> points)
    {
        double low = points.Min(point => point.Value), high = points.Max(point => point.Value);
        double margin = high > low ? 0.05 * (high - low) : Math.Max(1e-3, 0.05 * Math.Abs(high));
        return (low - margin, high + margin);
    }
}

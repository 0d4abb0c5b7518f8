using System.Globalization;
using System.Text;

namespace TrainGrpo;

/// <summary>Curves of several algorithms in one SVG drawing.</summary>
internal static class StudyFigure
{
    private const int Width = 640, Height = 320, Left = 60, Right = 150, Top = 34, Bottom = 34;

    private static readonly string[] s_colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b"];

    public static string Draw(string title, (string Name, (double Step, double Value)[] Points)[] curves)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"20\" font-size=\"14\">{title}</text>\n");
        (double Step, double Value)[] all = [.. curves.SelectMany(curve => curve.Points)];
        if (all.Length == 0)
            return svg.Append("</svg>\n").ToString();
        double last = Math.Max(2, all.Max(point => point.Step)), low = all.Min(point => point.Value), high = all.Max(point => point.Value);
        if (high - low < 1e-9)
            (low, high) = (low - 1, high + 1);
        foreach (double share in (double[])[0, 0.5, 1])
        {
            double value = low + share * (high - low);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\" stroke=\"#ddd\"/><text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value:G3}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(share * last):0.#}\" y=\"{Height - 12}\" text-anchor=\"middle\">{share * last:0}</text>\n");
        }
        for (int i = 0; i < curves.Length; i++)
        {
            string colour = s_colours[i % s_colours.Length];
            string points = string.Join(' ', curves[i].Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Step):0.#},{Y(point.Value):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" points=\"{points}\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right + 10}\" y=\"{Top + 16 + 18 * i}\" fill=\"{colour}\">{curves[i].Name}</text>\n");
        }
        return svg.Append("</svg>\n").ToString();

        double X(double step) => Left + step / last * (Width - Left - Right);
        double Y(double value) => Height - Bottom - (value - low) / (high - low) * (Height - Top - Bottom);
    }
}

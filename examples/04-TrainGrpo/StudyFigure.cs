using System.Globalization;
using System.Text;

namespace TrainGrpo;

/// <summary>Curves over steps as SVG: a panel for each task, with axes of its own, and every curve's name at its end.</summary>
internal static class StudyFigure
{
    private const double PanelWidth = 430, Height = 340, Left = 58, Right = 112, Top = 58, Bottom = 46, LabelDistance = 14;

    // Colours that readers with any colour vision tell apart.
    private static readonly string[] s_colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9"];

    public static string Draw(string title, (string Task, StudyCurve[] Curves)[] panels)
    {
        var svg = new StringBuilder();
        double width = PanelWidth * panels.Length;
        svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{Height}\" viewBox=\"0 0 {width} {Height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n"));
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        Text(svg, Left, 22, "start", title + ", mean over seeds", " font-size=\"15\" font-weight=\"bold\"");
        for (int i = 0; i < panels.Length; i++)
            Panel(svg, i * PanelWidth, panels[i].Task, [.. panels[i].Curves.Where(curve => curve.Points.Count > 0)]);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, double x, string task, StudyCurve[] curves)
    {
        double left = x + Left, right = x + PanelWidth - Right, bottom = Height - Bottom;
        Text(svg, (left + right) / 2, Top - 12, "middle", task, " font-weight=\"bold\"");
        if (curves.Length == 0)
            return;
        double last = Math.Max(2, curves.Max(curve => curve.Points[^1].Step));
        (double low, double high, double tick) = Axis(curves.SelectMany(curve => curve.Points).Select(point => point.Value));
        for (double mark = low; mark < high + tick / 2; mark += tick)
        {
            svg.Append(Invariant($"<line x1=\"{left:0.#}\" x2=\"{right:0.#}\" y1=\"{Y(mark):0.#}\" y2=\"{Y(mark):0.#}\" stroke=\"#ddd\"/>\n"));
            Text(svg, left - 6, Y(mark) + 4, "end", Invariant($"{mark:0.####}"));
        }
        double stride = Math.Max(1, Axis([0, last]).Tick);
        for (double step = 0; step <= last; step += stride)
            Text(svg, X(step), bottom + 17, "middle", Invariant($"{step:0}"));
        Text(svg, (left + right) / 2, bottom + 36, "middle", "step");
        double[] labels = Spread([.. curves.Select(curve => Y(curve.Points[^1].Value))]);
        for (int i = 0; i < curves.Length; i++)
        {
            string colour = s_colours[i % s_colours.Length];
            (double Step, double Value) end = curves[i].Points[^1];
            svg.Append($"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\" points=\"{string.Join(' ', curves[i].Points.Select(point => Invariant($"{X(point.Step):0.#},{Y(point.Value):0.#}")))}\"/>\n");
            svg.Append(Invariant($"<circle cx=\"{X(end.Step):0.#}\" cy=\"{Y(end.Value):0.#}\" r=\"2.5\" fill=\"{colour}\"/>"));
            svg.Append(Invariant($"<line x1=\"{X(end.Step):0.#}\" y1=\"{Y(end.Value):0.#}\" x2=\"{right + 8:0.#}\" y2=\"{labels[i]:0.#}\" stroke=\"{colour}\" stroke-width=\"0.6\"/>\n"));
            Text(svg, right + 10, labels[i] + 4, "start", curves[i].Name, $" fill=\"{colour}\"");
        }

        double X(double step) => left + step / last * (right - left);
        double Y(double value) => bottom - (value - low) / (high - low) * (bottom - Top);
    }

    /// <summary>Round marks that enclose the values: four to nine of them.</summary>
    private static (double Low, double High, double Tick) Axis(IEnumerable<double> values)
    {
        double low = values.Min(), high = values.Max(), range = Math.Max(high - low, 1e-6 + 1e-3 * Math.Abs(high));
        double power = Math.Pow(10, Math.Floor(Math.Log10(range)));
        double tick = power * (range / power) switch { < 2 => 0.25, < 4 => 0.5, _ => 1 };
        return (Math.Floor(low / tick) * tick, Math.Ceiling((low + range) / tick) * tick, tick);
    }

    /// <summary>Heights for labels, each near its own and none on another.</summary>
    private static double[] Spread(double[] wanted)
    {
        int[] order = [.. Enumerable.Range(0, wanted.Length).OrderBy(i => wanted[i])];
        double[] heights = [.. wanted];
        for (int i = 1; i < order.Length; i++)
            heights[order[i]] = Math.Max(heights[order[i]], heights[order[i - 1]] + LabelDistance);
        // What was pushed out below comes back, and pushes those above.
        double most = Height - Bottom;
        foreach (int i in order.Reverse())
        {
            heights[i] = Math.Min(heights[i], most);
            most = heights[i] - LabelDistance;
        }
        return heights;
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, string style = "") =>
        svg.Append(Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{style}>{text}</text>\n"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

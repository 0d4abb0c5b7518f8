using System.Globalization;
using System.Security;
using System.Text;

namespace Microsoft.ML.Reasoning;

/// <summary>Lines in panels side by side that share their axes, as SVG.</summary>
internal sealed class LinePlot
{
    private const double PanelWidth = 300, PanelHeight = 260, Left = 62, Top = 62, Gap = 22, LegendLine = 20, LegendColumn = 190;

    // Colours that readers with any colour vision tell apart; the dashes repeat later.
    private static readonly string[] s_colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#333333"];
    private static readonly string[] s_dashes = ["none", "6 3", "2 3"];

    public required string Title { get; init; }

    public required string XLabel { get; init; }

    public required string YLabel { get; init; }

    /// <summary>Whether the horizontal axis doubles from mark to mark.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>The series in the order of the legend.</summary>
    public required IReadOnlyList<string> SeriesNames { get; init; }

    public required IReadOnlyList<LinePanel> Panels { get; init; }

    public string ToSvg()
    {
        (double X, double Y)[] points = [.. Panels.SelectMany(panel => panel.Series).SelectMany(series => series.Points).Where(point => double.IsFinite(point.Y))];
        if (points.Length == 0)
            throw new InvalidOperationException("There is nothing to draw.");
        var x = new PlotAxis(points.Min(point => point.X), points.Max(point => point.X), IsLogarithmic);
        var y = new PlotAxis(points.Min(point => point.Y), points.Max(point => point.Y), false);
        double width = Left + Panels.Count * (PanelWidth + Gap);
        int columns = Math.Max(1, (int)((width - Left) / LegendColumn)), lines = (SeriesNames.Count + columns - 1) / columns;
        double bottom = Top + PanelHeight, height = bottom + 52 + lines * LegendLine;
        var svg = new StringBuilder();
        svg.AppendLine(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0}\" height=\"{height:0}\" viewBox=\"0 0 {width:0} {height:0}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222222\">"));
        svg.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        Text(svg, Left, 24, "start", Title, " font-size=\"15\" font-weight=\"bold\"");
        svg.AppendLine(Invariant($"<text transform=\"translate(16 {Top + PanelHeight / 2:0.0}) rotate(-90)\" text-anchor=\"middle\">{SecurityElement.Escape(YLabel)}</text>"));
        for (int i = 0; i < Panels.Count; i++)
            Panel(svg, Panels[i], Left + i * (PanelWidth + Gap), x, y, i == 0);
        Text(svg, Left + (width - Left - Gap) / 2, bottom + 36, "middle", XLabel);
        for (int i = 0; i < SeriesNames.Count; i++)
        {
            double at = Left + i % columns * LegendColumn, line = bottom + 56 + i / columns * LegendLine;
            svg.AppendLine(Invariant($"<line x1=\"{at:0.0}\" y1=\"{line - 4:0.0}\" x2=\"{at + 26:0.0}\" y2=\"{line - 4:0.0}\" {Stroke(SeriesNames[i])}/>"));
            Text(svg, at + 32, line, "start", SeriesNames[i]);
        }

        return svg.AppendLine("</svg>").ToString();
    }

    private void Panel(StringBuilder svg, LinePanel panel, double left, PlotAxis x, PlotAxis y, bool isFirst)
    {
        double bottom = Top + PanelHeight;
        Text(svg, left + PanelWidth / 2, Top - 10, "middle", panel.Title, " font-weight=\"bold\"");
        foreach (double mark in y.Marks)
        {
            double at = bottom - PanelHeight * y.Place(mark);
            svg.AppendLine(Invariant($"<line x1=\"{left:0.0}\" y1=\"{at:0.0}\" x2=\"{left + PanelWidth:0.0}\" y2=\"{at:0.0}\" stroke=\"#e2e2e2\"/>"));
            if (isFirst)
                Text(svg, left - 7, at + 4, "end", Invariant($"{mark:0.##}"));
        }

        foreach (double mark in x.Marks)
            Text(svg, left + PanelWidth * x.Place(mark), bottom + 17, "middle", Invariant($"{mark:0.##}"));
        svg.AppendLine(Invariant($"<path d=\"M{left:0.0} {Top:0.0}V{bottom:0.0}H{left + PanelWidth:0.0}\" fill=\"none\" stroke=\"#777777\"/>"));
        foreach (LineSeries series in panel.Series)
        {
            string path = string.Join(" ", series.Points.Where(point => double.IsFinite(point.Y))
                .Select(point => Invariant($"{left + PanelWidth * x.Place(point.X):0.0},{bottom - PanelHeight * y.Place(point.Y):0.0}")));
            svg.AppendLine(CultureInfo.InvariantCulture, $"<polyline points=\"{path}\" fill=\"none\" {Stroke(series.Name)}/>");
        }
    }

    private string Stroke(string name)
    {
        int index = Math.Max(0, SeriesNames.ToList().IndexOf(name));
        return $"stroke=\"{s_colours[index % s_colours.Length]}\" stroke-width=\"2\" stroke-dasharray=\"{s_dashes[index / s_colours.Length % s_dashes.Length]}\"";
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, string style = "") =>
        svg.AppendLine(Invariant($"<text x=\"{x:0.0}\" y=\"{y:0.0}\" text-anchor=\"{anchor}\"{style}>{SecurityElement.Escape(text)}</text>"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

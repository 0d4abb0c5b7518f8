using System.Globalization;
using System.Numerics;
using System.Security;
using System.Text;

namespace LatentMetrics;

/// <summary>Draws the eigenvalues of two responses' Koopman operators in the complex plane, side by side on one scale, as SVG.</summary>
internal sealed class SpectrumFigure
{
    private const int Side = 400, Margin = 56, Top = 88, TextTop = Top + Side + 62, LineHeight = 17, MostLines = 7, LegendHeight = 46;
    private const string Grey = "#8a8a8a";
    private readonly StringBuilder _svg = new();
    private readonly double _reach;

    private SpectrumFigure(IReadOnlyList<SpectrumPanel> panels)
    {
        double largest = panels.SelectMany(panel => panel.Eigenvalues).Select(Complex.Abs).Append(1).Max();
        _reach = Math.Ceiling(1.1 * largest * 4) / 4;
    }

    public static string Draw(params SpectrumPanel[] panels) => new SpectrumFigure(panels).Render(panels);

    private string Render(SpectrumPanel[] panels)
    {
        int width = Margin + panels.Length * (Side + Margin), height = TextTop + MostLines * LineHeight + LegendHeight;
        _svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="DejaVu Sans, Helvetica, Arial, sans-serif" font-size="13">""");
        _svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect width="{width}" height="{height}" fill="white"/>""");
        Text(width / 2, 28, "Koopman spectra of two responses: eigenvalues of the map from one token's state to the next", 15, "middle");
        for (int i = 0; i < panels.Length; i++)
            Panel(panels[i], Margin + i * (Side + Margin));
        Legend(panels, width / 2, height - 18);
        return _svg.AppendLine("</svg>").ToString();
    }

    private void Panel(SpectrumPanel panel, int left)
    {
        Text(left + Side / 2, 54, panel.Title, 14, "middle", "bold");
        Text(left + Side / 2, 74, panel.Subtitle, 13, "middle");
        _svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<rect x="{left}" y="{Top}" width="{Side}" height="{Side}" fill="none" stroke="{Grey}"/>""");
        double step = _reach > 2 ? 1 : 0.5;
        for (double at = -Math.Floor(_reach / step) * step; at <= _reach; at += step)
            Tick(left, at);
        Text(left + Side / 2, Top + Side + 36, "real part", 12, "middle");
        _svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<text x="{left - 38}" y="{Top + Side / 2}" font-size="12" text-anchor="middle" transform="rotate(-90 {left - 38} {Top + Side / 2})">imaginary part</text>""");
        _svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<circle cx="{X(left, 0):0.#}" cy="{Y(0):0.#}" r="{Side / 2 / _reach:0.#}" fill="none" stroke="#444" stroke-width="1.4" stroke-dasharray="6 4"/>""");
        foreach (Complex eigenvalue in panel.Eigenvalues)
            Mark(panel, X(left, eigenvalue.Real), Y(eigenvalue.Imaginary));
        for (int line = 0; line < Math.Min(MostLines, panel.Lines.Count); line++)
            Text(left, TextTop + line * LineHeight, panel.Lines[line], 12);
    }

    private void Tick(int left, double at)
    {
        bool axis = Math.Abs(at) < 1e-9;
        string line = axis ? $"stroke=\"#444\" stroke-width=\"1\"" : "stroke=\"#e2e2e2\" stroke-width=\"1\"";
        _svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{X(left, at):0.#}" y1="{Top}" x2="{X(left, at):0.#}" y2="{Top + Side}" {line}/>""");
        _svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{left}" y1="{Y(at):0.#}" x2="{left + Side}" y2="{Y(at):0.#}" {line}/>""");
        string label = at.ToString("0.##", CultureInfo.InvariantCulture);
        Text((int)X(left, at), Top + Side + 18, label, 12, "middle");
        Text(left - 6, (int)Y(at) + 4, label, 12, "end");
    }

    private void Mark(SpectrumPanel panel, double x, double y) => _svg.AppendLine(panel.IsDiamond
        ? string.Create(CultureInfo.InvariantCulture,
            $"""<path d="M {x:0.#} {y - 6:0.#} l 6 6 l -6 6 l -6 -6 z" fill="{panel.Colour}" fill-opacity="0.55" stroke="{panel.Colour}"/>""")
        : string.Create(CultureInfo.InvariantCulture,
            $"""<circle cx="{x:0.#}" cy="{y:0.#}" r="5" fill="{panel.Colour}" fill-opacity="0.55" stroke="{panel.Colour}"/>"""));

    private void Legend(SpectrumPanel[] panels, int centre, int y)
    {
        int x = centre - 330;
        foreach (SpectrumPanel panel in panels)
        {
            Mark(panel, x, y - 4);
            Text(x + 14, y, panel.Title, 13);
            x += 250;
        }

        _svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<line x1="{x - 12}" y1="{y - 4}" x2="{x + 24}" y2="{y - 4}" stroke="#444" stroke-width="1.4" stroke-dasharray="6 4"/>""");
        Text(x + 32, y, "unit circle: neither grows nor decays", 13);
    }

    private void Text(int x, int y, string text, int size, string anchor = "start", string weight = "normal") => _svg.AppendLine(
        CultureInfo.InvariantCulture,
        $"""<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}">{SecurityElement.Escape(text)}</text>""");

    private double X(int left, double real) => left + Side * (0.5 + real / _reach / 2);

    private double Y(double imaginary) => Top + Side * (0.5 - imaginary / _reach / 2);
}

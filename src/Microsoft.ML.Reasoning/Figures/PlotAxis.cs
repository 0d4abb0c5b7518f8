namespace Microsoft.ML.Reasoning;

/// <summary>An axis: where a value lies, and which values are marked.</summary>
internal sealed class PlotAxis
{
    private readonly bool _isLogarithmic;
    private readonly double _least;
    private readonly double _most;

    public PlotAxis(double least, double most, bool isLogarithmic)
    {
        _isLogarithmic = isLogarithmic;
        if (isLogarithmic)
        {
            (_least, _most) = (least, most);
            Marks = [.. Enumerable.Range(0, 31).Select(i => Math.Pow(2, i)).Where(mark => mark >= least && mark <= most)];
            return;
        }

        double span = most > least ? most - least : 1, step = Math.Pow(10, Math.Floor(Math.Log10(span)));
        foreach (double finer in new[] { 0.5, 0.4, 0.5 })
            if (span / step < 4)
                step *= finer;
        _least = Math.Floor(least / step) * step;
        _most = Math.Max(_least + step, Math.Ceiling(most / step) * step);
        Marks = [.. Enumerable.Range(0, (int)Math.Round((_most - _least) / step) + 1).Select(i => _least + i * step)];
    }

    public IReadOnlyList<double> Marks { get; }

    /// <summary>0 at one end of the axis, 1 at the other.</summary>
    public double Place(double value) => _most <= _least ? 0.5
        : _isLogarithmic ? Math.Log(value / _least) / Math.Log(_most / _least) : (value - _least) / (_most - _least);
}

using System.Diagnostics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Adds up, over all threads, how long the host's operators take: for the benchmarks, which set <see cref="Enabled"/>.</summary>
internal struct OperatorClock()
{
    private static readonly long[] s_ticks = new long[Enum.GetValues<HostOperator>().Length];
    private long begin = Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Whether operators are timed.</summary>
    public static bool Enabled { get; set; }

    /// <summary>The time of every operator since the last call, in seconds of all threads.</summary>
    public static Dictionary<HostOperator, double> Take() => Enum.GetValues<HostOperator>().ToDictionary(
        name => name, name => (double)Interlocked.Exchange(ref s_ticks[(int)name], 0) / Stopwatch.Frequency);

    /// <summary>Counts the time since the last note for an operator.</summary>
    public void Note(HostOperator name)
    {
        if (!Enabled)
            return;
        long end = Stopwatch.GetTimestamp();
        Interlocked.Add(ref s_ticks[(int)name], end - begin);
        begin = end;
    }
}

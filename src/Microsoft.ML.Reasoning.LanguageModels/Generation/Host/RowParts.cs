namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Rows that threads compute side by side.</summary>
internal static class RowParts
{
    /// <summary>Cuts units (rows, or blocks of them) into as many parts as there are threads and runs all parts.</summary>
    /// <param name="units">How many.</param>
    /// <param name="threads">The most parts.</param>
    /// <param name="run">Takes the number of the part, its first unit and the one behind its last.</param>
    public static void Run(int units, int threads, Action<int, int, int> run)
    {
        int parts = Math.Min(threads, units);
        if (parts <= 1)
            run(0, 0, units);
        else
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part =>
                run(part, (int)((long)units * part / parts), (int)((long)units * (part + 1) / parts)));
    }
}

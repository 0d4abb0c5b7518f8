namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The sum of exponentials of numbers that come in parts, relative to the greatest so far. The default value has none.</summary>
internal struct LogSum
{
    /// <summary>The greatest number; only where <see cref="Sum"/> is not 0.</summary>
    public float Greatest { get; private set; }

    /// <summary>The sum of exp((number - greatest) * scale); 0 before the first number.</summary>
    public double Sum { get; private set; }

    /// <summary>Adds numbers.</summary>
    public void Add(ReadOnlySpan<float> values, float scale)
    {
        float greatest = HostReductions.Greatest(values);
        if (Sum == 0 || greatest > Greatest)
            Rise(greatest, scale);
        Sum += HostReductions.SumOfExponentials(values, Greatest, scale);
    }

    /// <summary>Adds another sum.</summary>
    public void Add(LogSum other, float scale)
    {
        if (other.Sum == 0)
            return;
        if (Sum == 0 || other.Greatest > Greatest)
            Rise(other.Greatest, scale);
        Sum += other.Sum * Math.Exp((other.Greatest - Greatest) * (double)scale);
    }

    private void Rise(float greatest, float scale)
    {
        if (Sum != 0)
            Sum *= Math.Exp((Greatest - greatest) * (double)scale);
        Greatest = greatest;
    }
}

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>The times of steps that took turns.</summary>
/// <param name="Batch">The rows of a step.</param>
/// <param name="Plain">Seconds of each step that sampled.</param>
/// <param name="Led">Seconds of each step that explored.</param>
/// <param name="Explored">How many rows did, in each of them.</param>
internal sealed record LedSteps(int Batch, double[] Plain, double[] Led, int[] Explored)
{
    // A step in which no row explores costs nothing extra, and at low rates most are such: blocks of steps are compared, not steps.
    private const int Block = 12;

    /// <summary>Seconds that both threads spent on the head in the steps that sampled.</summary>
    public double HeadSeconds { get; set; }

    /// <summary>The median, over blocks of steps, of the extra time relative to sampling.</summary>
    public double Overhead => Figures.Median(Enumerable.Range(0, Plain.Length / Block)
        .Select(block => Sum(Led, block) / Sum(Plain, block) - 1));

    /// <summary>The share of the rows that explored.</summary>
    public double Rate => Explored.Average() / Batch;

    /// <summary>The head's share of a sampling step.</summary>
    public double HeadShare(int threads) => HeadSeconds / threads / Plain.Sum();

    private static double Sum(double[] seconds, int block) => seconds.AsSpan(block * Block, Block).ToArray().Sum();
}

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How far a call of <c>Generate</c> has come.</summary>
/// <param name="Tokens">Tokens generated so far.</param>
/// <param name="Finished">Samples that have ended.</param>
/// <param name="Total">Samples that were asked for.</param>
/// <param name="Elapsed">Time since the call began.</param>
public sealed record GenerationProgress(long Tokens, int Finished, int Total, TimeSpan Elapsed)
{
    /// <summary>Tokens generated a second, on average since the call began.</summary>
    public double TokensPerSecond => Elapsed > TimeSpan.Zero ? Tokens / Elapsed.TotalSeconds : 0;

    /// <summary>The time left if the samples that remain take as long as those that ended; null before the first has ended.</summary>
    public TimeSpan? Remaining => Finished > 0 ? Elapsed * ((double)(Total - Finished) / Finished) : null;
}

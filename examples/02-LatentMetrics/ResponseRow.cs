namespace LatentMetrics;

/// <summary>A response to a problem, with what is known of it before its states are looked at.</summary>
internal sealed class ResponseRow
{
    public string Question { get; set; } = "";
    public string Prompt { get; set; } = "";
    public string Response { get; set; } = "";
    public bool Correct { get; set; }
    public int TokenCount { get; set; }
    public float MeanLogProbability { get; set; }
    public float Temperature { get; set; }

    /// <summary>The steps that the question tells: its sentences, less the one that says how many there are at first.</summary>
    public int Steps => Question.Count(character => character == '.') - 1;
}

namespace Quickstart;

/// <summary>A row of the answered view, as a person wants to read it.</summary>
internal sealed class AnsweredProblem
{
    public string Question { get; set; } = "";
    public string Answer { get; set; } = "";
    public string[] Responses { get; set; } = [];
    public bool[] Correct { get; set; } = [];
    public string[] ExtractedAnswers { get; set; } = [];
}

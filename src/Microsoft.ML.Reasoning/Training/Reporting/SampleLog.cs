using System.Globalization;
using System.Text;

namespace Microsoft.ML.Reasoning;

/// <summary>Every few steps one group as a person reads it: the prompt, and some of its responses with their rewards.</summary>
internal sealed class SampleLog(string path, int interval, int responses)
{
    public void Write(int step, RolloutGroup group)
    {
        if (interval == 0 || step % interval != 0)
            return;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"=== step {step}, row {group.Problem.Row}, answer: {group.Problem.Answer ?? "(none)"}");
        text.AppendLine(group.Problem.Prompt.TrimEnd());
        foreach (RolloutSample sample in Picked(group))
        {
            string rewards = string.Join(", ", sample.Scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value:0.###}")));
            text.AppendLine(CultureInfo.InvariantCulture,
                $"--- reward {sample.Reward:0.###} ({rewards}), advantage {sample.Advantage:0.###}, {sample.Generated.TokenIds.Count} tokens, {sample.Generated.FinishReason}");
            text.AppendLine(sample.Text.TrimEnd());
        }
        text.AppendLine();
        File.AppendAllText(path, text.ToString());
    }

    /// <summary>The best and the worst first: what they differ in is what is learned.</summary>
    private RolloutSample[] Picked(RolloutGroup group)
    {
        RolloutSample[] ordered = [.. group.Samples.OrderByDescending(sample => sample.Reward)];
        return ordered.Length <= responses ? ordered : [.. ordered.Take((responses + 1) / 2), .. ordered.TakeLast(responses / 2)];
    }
}

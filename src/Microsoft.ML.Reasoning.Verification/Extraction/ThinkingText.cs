using System.Buffers;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Tells the text that a model thought, and what it wrote after its own end, from the text that it answered.</summary>
internal static class ThinkingText
{
    private static readonly (string Open, string Close)[] Marks =
    [
        ("<think>", "</think>"), ("<thinking>", "</thinking>"), ("<thought>", "</thought>"), ("<reasoning>", "</reasoning>"),
        ("<|begin_of_thought|>", "<|end_of_thought|>"), ("◁think▷", "◁/think▷"), ("[THINK]", "[/THINK]"),
    ];

    private static readonly string[] Ends = ["<|im_end|>", "<|endoftext|>", "</s>", "<|eot_id|>", "<|end_of_text|>", "<end_of_turn>", "<｜end▁of▁sentence｜>"];

    private static readonly SearchValues<string> AnyMark =
        SearchValues.Create([.. Marks.Select(m => m.Open), .. Marks.Select(m => m.Close), .. Ends], StringComparison.Ordinal);

    /// <summary>The part of a response that is searched; empty where there is none.</summary>
    public static string Answer(string response, ExtractionOptions options)
    {
        if (options.Thinking != ThinkingRule.Require && options.ThinkingEnds.Count == 0 && response.AsSpan().IndexOfAny(AnyMark) < 0)
            return response;
        string text = options.Thinking == ThinkingRule.Include ? response : AfterThinking(response, options);
        foreach (string end in Ends)
            if (text.IndexOf(end, StringComparison.Ordinal) is >= 0 and int at)
                text = text[..at];
        return text;
    }

    private static string AfterThinking(string response, ExtractionOptions options)
    {
        int start = -1;
        foreach (string close in options.ThinkingEnds.Count > 0 ? options.ThinkingEnds : Marks.Select(m => m.Close))
            if (close.Length > 0 && response.LastIndexOf(close, StringComparison.Ordinal) is >= 0 and int at)
                start = Math.Max(start, at + close.Length);
        if (start < 0 && options.Thinking == ThinkingRule.Require)
            return "";
        string rest = start < 0 ? response : response[start..];
        foreach ((string open, string _) in Marks)
            if (rest.IndexOf(open, StringComparison.Ordinal) is >= 0 and int at)
                rest = rest[..at];
        return rest;
    }
}

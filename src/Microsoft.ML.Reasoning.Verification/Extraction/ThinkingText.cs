namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Tells the text that a model thought from the text that it answered.</summary>
internal static class ThinkingText
{
    private const string Open = "<think>", Close = "</think>";

    /// <summary>What follows the last end of thinking; empty where thinking never ends.</summary>
    public static string Exclude(string response)
    {
        int close = response.LastIndexOf(Close, StringComparison.Ordinal);
        string rest = close < 0 ? response : response[(close + Close.Length)..];
        int open = rest.IndexOf(Open, StringComparison.Ordinal);
        return open < 0 ? rest : rest[..open];
    }
}

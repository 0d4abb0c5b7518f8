namespace Microsoft.ML.Reasoning;

/// <summary>A text or a prompt and its response as a cursor read them, and what generation kept of the response.</summary>
internal sealed record HiddenStatesRow(string? Prompt, string Text, KeptStates? Kept, long Position) : IDisposable
{
    public void Dispose() => Kept?.Dispose();
}

namespace Microsoft.ML.Reasoning;

/// <summary>The responses of one row, with the states that were kept of them.</summary>
internal sealed class ResponseSet : IDisposable
{
    public ResponseSet(IReadOnlyList<Response> responses)
    {
        Responses = responses;
        Kept = new KeptStates([.. responses.Select(response => response.Kept).OfType<KeptResponse>()]);
    }

    public IReadOnlyList<Response> Responses { get; }

    public KeptStates Kept { get; }

    public void Dispose() => Kept.Dispose();
}

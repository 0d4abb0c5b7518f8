namespace Microsoft.ML.Reasoning;

/// <summary>
/// What <see cref="GenerateEstimator"/> keeps of a row's responses when its option KeepStates asks for it. <see cref="HiddenStatesEstimator"/>
/// finds it and needs no forward pass. A value that a view hands out is released when its cursor moves on.
/// </summary>
public sealed class KeptStates : ISharedValue
{
    internal KeptStates(IReadOnlyList<KeptResponse> responses) => Responses = responses;

    internal IReadOnlyList<KeptResponse> Responses { get; }

    ISharedValue ISharedValue.Share() =>
        new KeptStates([.. Responses.Select(response => response with { States = response.States.Share() })]);

    /// <summary>Releases the states.</summary>
    public void Dispose()
    {
        foreach (KeptResponse response in Responses)
            response.States.Dispose();
    }

    /// <summary>One of the responses, without a share of its own.</summary>
    internal KeptStates At(int response) => new([Responses[response]]);
}

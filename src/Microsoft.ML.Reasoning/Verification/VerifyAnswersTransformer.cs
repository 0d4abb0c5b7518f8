using Microsoft.ML.Reasoning.Verification;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Checks answers; see <see cref="VerifyAnswersEstimator"/>.</summary>
public sealed class VerifyAnswersTransformer : ReasoningTransformer
{
    private readonly VerifyAnswersState _state;
    private readonly AnswerVerifier _verifier;
    private readonly CancellationToken _cancellationToken;

    internal VerifyAnswersTransformer(IHost host, VerifyAnswersState state, CancellationToken cancellationToken) : base(host)
    {
        _state = state;
        _verifier = new AnswerVerifier(state.Verification);
        _cancellationToken = cancellationToken;
    }

    internal override BatchMapper CreateMapper(DataViewSchema inputSchema) =>
        new VerifyAnswersMapper(Host, _state, _verifier, inputSchema, _cancellationToken);
}

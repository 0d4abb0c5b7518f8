using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <inheritdoc/>
internal sealed class ThinkEndToken(int tokenId) : ThinkEnd
{
    public override int Length => 1;

    public override Tensor After(Tensor memory, Tensor tokenIds) => maximum(memory, tokenIds.eq(tokenId).to(ScalarType.Float32));

    public override int Count(IReadOnlyList<int> tokenIds)
    {
        for (int i = 0; i < tokenIds.Count; i++)
            if (tokenIds[i] == tokenId)
                return i + 1;
        return tokenIds.Count;
    }
}

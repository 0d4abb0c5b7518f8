using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Writes each text as a chat; see <see cref="ChatTemplateEstimator"/>.</summary>
public sealed class ChatTemplateTransformer : ReasoningTransformer
{
    private readonly ChatTemplateState _state;

    internal ChatTemplateTransformer(IHost host, ChatTemplateState state) : base(host) => _state = state;

    internal override BatchMapper CreateMapper(DataViewSchema inputSchema) => new ChatTemplateMapper(_state, inputSchema);
}

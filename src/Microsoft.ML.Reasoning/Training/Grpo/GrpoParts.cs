using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Which parts a training has.</summary>
internal static class GrpoParts
{
    public static IReadOnlyList<IGrpoPart> Of(GrpoTrainer.Options options, ulong seed, IChannel channel) => [];
}

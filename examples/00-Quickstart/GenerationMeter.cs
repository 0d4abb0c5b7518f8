using System.Globalization;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Quickstart;

/// <summary>Remembers how fast the model wrote, and tells it on the error stream about once a second.</summary>
internal sealed class GenerationMeter : IProgress<GenerationProgress>
{
    private TimeSpan _shown = TimeSpan.Zero;

    public GenerationProgress? Last { get; private set; }

    public void Report(GenerationProgress value)
    {
        Last = value;
        if (value.Elapsed - _shown < TimeSpan.FromSeconds(1) && value.Elapsed > _shown)
            return;
        _shown = value.Elapsed;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{value.Finished} answers, {value.TokensPerSecond:0} tokens/s"));
    }
}

using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The state of an optimizer as a safetensors file.</summary>
internal static class OptimizerState
{
    private const string Step = "step";

    public static void Save(string path, AdamW optimizer) => SafetensorsWriter.Write(
        path,
        Buffers(optimizer).ToDictionary(pair => pair.Name, pair => pair.Buffer),
        new Dictionary<string, string> { [Step] = optimizer.StepCount.ToString(CultureInfo.InvariantCulture) });

    public static void Load(string path, AdamW optimizer)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (!int.TryParse(file.Metadata.GetValueOrDefault(Step), CultureInfo.InvariantCulture, out int step) || step < 0)
            throw new FormatException($"'{path}' is not the state of an optimizer: it has no number of steps.");
        // All are checked before the first is written.
        foreach ((string name, Tensor buffer) in Buffers(optimizer))
        {
            if (!file.Entries.TryGetValue(name, out SafetensorsEntry? entry))
                throw new FormatException($"'{path}' is not the state of an optimizer: it has no '{name}'.");
            if (!entry.Shape.SequenceEqual(buffer.shape))
            {
                throw new FormatException(
                    $"'{name}' in '{path}' is [{string.Join(", ", entry.Shape)}], expected [{string.Join(", ", buffer.shape)}].");
            }
        }

        foreach ((string name, Tensor buffer) in Buffers(optimizer))
            buffer.copy_(file.Tensor(name));
        optimizer.StepCount = step;
        optimizer.WriteBack();
    }

    private static (string Name, Tensor Buffer)[] Buffers(AdamW optimizer) =>
        [("weights", optimizer.Weights), ("first_moment", optimizer.FirstMoment), ("second_moment", optimizer.SecondMoment)];
}

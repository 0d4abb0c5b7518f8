using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>A checkpoint of shared/golden/models and what its reference computed from it.</summary>
internal sealed class GoldenModel : IDisposable
{
    private readonly SafetensorsFile _expected;
    private readonly DisposeScope _scope = NewDisposeScope();

    public GoldenModel(string name, LoadOptions? options = null)
    {
        Directory = Shared.PathOf("golden", "models", name);
        Model = CausalLanguageModel.Load(Directory, options ?? new LoadOptions { Device = device(TestDevice.Name) });
        _expected = SafetensorsFile.Open(Path.Combine(Directory, "expected.safetensors"));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Directory, "expected.json")));
        Json = document.RootElement.Clone();
    }

    public string Directory { get; }

    public CausalLanguageModel Model { get; }

    public JsonElement Json { get; }

    /// <summary>On the host.</summary>
    public Tensor Expected(string name) => _expected.Tensor(name);

    /// <summary>On the model's device.</summary>
    public Tensor Given(string name) => Expected(name).to(Model.Device);

    /// <summary>The padded batch of a side: "left" or "right".</summary>
    public ModelInput Input(string side) => new(Given($"{side}/input_ids")) { AttentionMask = Given($"{side}/attention_mask") };

    public void Dispose()
    {
        _scope.Dispose();
        _expected.Dispose();
        Model.Dispose();
    }
}

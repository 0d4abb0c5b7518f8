namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class DeviceGenerationOptionsTests() : GenerationOptionsTests(onHost: false);

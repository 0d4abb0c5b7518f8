namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
[TestCategory("Device")]
public sealed class DeviceGenerationTests() : GenerationTests(onHost: false);

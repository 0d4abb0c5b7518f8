namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class DeviceGenerationTests() : GenerationTests(onHost: false);

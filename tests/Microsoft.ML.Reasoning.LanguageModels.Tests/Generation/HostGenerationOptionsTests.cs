namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class HostGenerationOptionsTests() : GenerationOptionsTests(onHost: true);

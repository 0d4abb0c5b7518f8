namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class HostGenerationTests() : GenerationTests(onHost: true);

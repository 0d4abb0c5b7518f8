namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class HostLatentExplorationTests() : LatentExplorationTests(onHost: true);

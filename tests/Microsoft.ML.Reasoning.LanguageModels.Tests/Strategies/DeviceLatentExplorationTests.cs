namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class DeviceLatentExplorationTests() : LatentExplorationTests(onHost: false);

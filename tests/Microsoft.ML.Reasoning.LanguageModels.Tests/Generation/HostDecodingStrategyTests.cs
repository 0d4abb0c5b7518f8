namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class HostDecodingStrategyTests() : DecodingStrategyTests(onHost: true);

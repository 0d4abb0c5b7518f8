namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class DeviceDecodingStrategyTests() : DecodingStrategyTests(onHost: false);

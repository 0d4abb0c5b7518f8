namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
[TestCategory("Device")]
public sealed class DeviceDecodingStrategyTests() : DecodingStrategyTests(onHost: false);

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
[TestCategory("Device")]
public sealed class DeviceBatchInvarianceTests() : BatchInvarianceTests(onHost: false);

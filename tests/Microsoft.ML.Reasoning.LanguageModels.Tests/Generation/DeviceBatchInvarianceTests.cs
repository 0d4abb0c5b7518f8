namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class DeviceBatchInvarianceTests() : BatchInvarianceTests(onHost: false);

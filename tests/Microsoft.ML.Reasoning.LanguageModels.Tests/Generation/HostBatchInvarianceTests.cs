namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class HostBatchInvarianceTests() : BatchInvarianceTests(onHost: true);

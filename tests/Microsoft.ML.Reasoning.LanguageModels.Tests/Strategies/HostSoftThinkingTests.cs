namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class HostSoftThinkingTests() : SoftThinkingTests(onHost: true);

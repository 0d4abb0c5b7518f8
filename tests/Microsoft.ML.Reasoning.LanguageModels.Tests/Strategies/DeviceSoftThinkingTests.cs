namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class DeviceSoftThinkingTests() : SoftThinkingTests(onHost: false);

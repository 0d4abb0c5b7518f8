namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>A figure cannot be measured here; the message says why.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);

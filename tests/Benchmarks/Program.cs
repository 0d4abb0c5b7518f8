namespace Microsoft.ML.Reasoning.Benchmarks;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        Console.Error.WriteLine($"unknown benchmark '{string.Join(' ', arguments)}'");
        return 2;
    }
}

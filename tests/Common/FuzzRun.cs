using System.Diagnostics;
using System.Globalization;

namespace Microsoft.ML.Reasoning.Testing;

/// <summary>
/// Feeds a reader mutated inputs: each must be read or refused with an error that names the file, and must not make the
/// reader allocate much more than the input is long. REASONING_FUZZ is the number of inputs for each test.
/// </summary>
internal sealed class FuzzRun
{
    // What a reader may allocate whatever the input: buffers, the error and its text.
    private const long AllowedBytes = 4 << 20;
    private const long AllowedBytesForEachByte = 400;

    private FuzzRun(int inputs) => Inputs = inputs;

    public static int DefaultInputs { get; } = int.Parse(Environment.GetEnvironmentVariable("REASONING_FUZZ") ?? "1500", CultureInfo.InvariantCulture);

    public int Inputs { get; }

    public int Read { get; private set; }

    public int Refused { get; private set; }

    public TimeSpan Longest { get; private set; }

    public long MostAllocated { get; private set; }

    /// <param name="mutations">Where the inputs come from.</param>
    /// <param name="file">Where they are written to.</param>
    /// <param name="read">Reads the file and checks what it found.</param>
    /// <param name="context">Gets the counts.</param>
    public static FuzzRun Of(Mutations mutations, string file, Action<string> read, TestContext context)
    {
        var run = new FuzzRun(DefaultInputs);
        for (int i = 0; i < run.Inputs; i++)
        {
            byte[] input = mutations.Next();
            File.WriteAllBytes(file, input);
            try
            {
                run.One(file, input.Length, read);
            }
            catch (Exception e)
            {
                // The input is the only thing that repeats the failure.
                context.WriteLine($"input {i}: {Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 20000)))}");
                throw new AssertFailedException($"input {i} of {input.Length} bytes: {e.GetType().Name}: {e.Message}", e);
            }
        }
        context.WriteLine($"{run.Inputs} inputs: {run.Read} read, {run.Refused} refused; the longest took {run.Longest.TotalMilliseconds:F1} ms, the most allocated were {run.MostAllocated:N0} bytes");
        return run;
    }

    private void One(string file, long length, Action<string> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        try
        {
            read(file);
            Read++;
        }
        catch (Exception e) when (e is FormatException or NotSupportedException)
        {
            Assert.Contains(Path.GetFileName(file), e.Message);
            Refused++;
        }
        TimeSpan taken = Stopwatch.GetElapsedTime(start);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Longest = taken > Longest ? taken : Longest;
        MostAllocated = Math.Max(MostAllocated, allocated);
        Assert.IsLessThan(AllowedBytes + AllowedBytesForEachByte * length, allocated, "managed bytes allocated");
    }
}

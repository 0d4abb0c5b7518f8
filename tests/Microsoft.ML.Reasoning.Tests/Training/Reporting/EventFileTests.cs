using System.Text;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class EventFileTests
{
    [TestMethod]
    public void Checksum_of_the_standard_s_example()
    {
        Assert.AreEqual(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.AreEqual(0x8A9136AAu, Crc32C.Of(new byte[32]));
    }

    [TestMethod]
    public void What_was_written_is_read()
    {
        using var folder = new TemporaryFolder();
        string path;
        using (var file = new EventFile(folder.Root, step: 0))
        {
            path = file.Path;
            file.Write(Record(1, ("reward/mean", 0.25), ("kl", double.NaN)));
            file.Write(Record(300, ("reward/mean", -1e30), ("a name with ä and a length that needs two bytes " + new string('x', 200), 7)));
        }

        List<EventReader.Event> events = EventReader.Read(path);

        Assert.Contains("tfevents", Path.GetFileName(path));
        Assert.AreEqual("brain.Event:2", events[0].Version);
        Assert.AreEqual(1L, events[1].Step);
        Assert.HasCount(1, events[1].Scalars);
        Assert.AreEqual(0.25f, events[1].Scalars["reward/mean"]);
        Assert.AreEqual(300L, events[2].Step);
        Assert.AreEqual(-1e30f, events[2].Scalars["reward/mean"]);
        Assert.AreEqual(7f, events[2].Scalars.Single(pair => Encoding.UTF8.GetByteCount(pair.Key) > 200).Value);
        Assert.IsLessThan(60, Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - events[1].WallTime));
    }

    [TestMethod]
    public void A_resumed_run_starts_a_session_after_its_step()
    {
        using var folder = new TemporaryFolder();
        using var file = new EventFile(folder.Root, step: 20);
        file.Write(Record(21, ("x", 1)));

        List<EventReader.Event> events = EventReader.Read(file.Path);

        Assert.AreEqual(1L, events[1].SessionStatus);
        Assert.AreEqual(21L, events[1].Step);
        Assert.AreEqual(1f, events[2].Scalars["x"]);
    }

    internal static StepRecord Record(int step, params (string Name, double Value)[] metrics) =>
        new(step, step / 2.0, new SortedDictionary<string, double>(metrics.ToDictionary(metric => metric.Name, metric => metric.Value), StringComparer.Ordinal));
}

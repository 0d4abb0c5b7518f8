using Microsoft.ML.Runtime;

namespace Microsoft.ML.Contract.Tests;

[TestClass]
public sealed class HostTests
{
    [TestMethod]
    public void Messages_of_a_channel_reach_the_log_with_kind_and_source()
    {
        var ml = new MLContext(seed: 1);
        var seen = new List<LoggingEventArgs>();
        ml.Log += (_, e) => seen.Add(e);
        IHost host = ((IHostEnvironment)ml).Register("Reader");
        using (IChannel channel = host.Start("Loading"))
        {
            channel.Info(MessageSensitivity.None, "{0} rows of {1}", 3, "file");
            channel.Info(MessageSensitivity.None, "braces {0} stay");
            channel.Warning(MessageSensitivity.UserData, "skipped");
            channel.Error(MessageSensitivity.Schema, "broken");
        }

        LoggingEventArgs info = seen.First(e => e.Kind == ChannelMessageKind.Info);
        Assert.AreEqual("3 rows of file", info.RawMessage);
        Assert.AreEqual("Reader; Loading", info.Source);
        Assert.AreEqual("[Source=Reader; Loading, Kind=Info] 3 rows of file", info.Message);
        Assert.AreEqual("braces {0} stay", seen.Last(e => e.Kind == ChannelMessageKind.Info).RawMessage);
        Assert.AreEqual("skipped", seen.Single(e => e.Kind == ChannelMessageKind.Warning).RawMessage);
        Assert.AreEqual("broken", seen.Single(e => e.Kind == ChannelMessageKind.Error).RawMessage);
        Assert.IsTrue(seen.Any(e => e.Kind == ChannelMessageKind.Trace), "A channel traces its own start and end.");
    }

    [TestMethod]
    public void Without_a_listener_messages_are_dropped()
    {
        using IChannel channel = ((IHostEnvironment)new MLContext()).Start("Quiet");
        channel.Info(MessageSensitivity.None, "nobody");
    }

    [TestMethod]
    public void Progress_reaches_nobody()
    {
        var ml = new MLContext();
        int messages = 0;
        ml.Log += (_, e) => messages += e.Kind == ChannelMessageKind.Info ? 1 : 0;
        using (IProgressChannel progress = ((IHostEnvironment)ml).Register("Trainer").StartProgressChannel("Training"))
        {
            progress.SetHeader(new ProgressHeader(["loss"], ["steps"]), entry =>
            {
                entry.SetProgress(0, 1, 10);
                entry.SetMetric(0, 0.5);
            });
            progress.Checkpoint(0.5, 1);
        }
        Assert.AreEqual(0, messages);
    }

    [TestMethod]
    public void Two_contexts_with_one_seed_draw_the_same_numbers()
    {
        static int[] Draw(MLContext ml)
        {
            IHost host = ((IHostEnvironment)ml).Register("Sampler");
            return [.. Enumerable.Range(0, 5).Select(_ => host.Rand.Next())];
        }

        CollectionAssert.AreEqual(Draw(new MLContext(seed: 7)), Draw(new MLContext(seed: 7)));
        CollectionAssert.AreNotEqual(Draw(new MLContext(seed: 7)), Draw(new MLContext(seed: 8)));
    }

    [TestMethod]
    public void Device_settings_are_kept_by_the_context()
    {
        var ml = new MLContext { GpuDeviceId = 0, FallbackToCpu = true };
        Assert.AreEqual(0, ml.GpuDeviceId);
        Assert.IsTrue(ml.FallbackToCpu);
        Assert.IsNull(new MLContext().GpuDeviceId);
    }

    [TestMethod]
    public void Options_are_kept_by_name()
    {
        var ml = new MLContext();
        Assert.IsFalse(ml.TryGetOption("size", out int _));
        ml.SetOption("size", 3);
        Assert.IsTrue(ml.TryGetOption("size", out int size));
        Assert.AreEqual(3, size);
        Assert.IsFalse(ml.TryGetOption("size", out string _));
        Assert.IsTrue(ml.RemoveOption("size"));
        Assert.IsFalse(ml.TryGetOption("size", out int _));
        Assert.AreEqual(0, ml.GetOptionOrDefault<int>("size"));
    }
}

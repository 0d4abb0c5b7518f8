namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class CheckpointStoreTests
{
    [TestMethod]
    public void The_latest_are_kept()
    {
        using var folder = new TemporaryFolder();
        var store = new CheckpointStore(folder.Root, keep: 2);
        foreach (int step in new[] { 5, 10, 15 })
            store.Save(step, place => File.WriteAllText(Path.Combine(place, "x"), $"{step}"));

        Assert.HasCount(2, Directory.GetDirectories(folder.Root));
        Assert.AreEqual("15", File.ReadAllText(Path.Combine(store.Latest()!, "x")));
    }

    [TestMethod]
    public void One_that_fails_leaves_the_last_good_one_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var store = new CheckpointStore(folder.Root, keep: 1);
        store.Save(1, place => File.WriteAllText(Path.Combine(place, "x"), "1"));

        Assert.ThrowsExactly<IOException>(() => store.Save(2, place =>
        {
            File.WriteAllText(Path.Combine(place, "x"), "hal");
            throw new IOException("No space left on device");
        }));

        Assert.HasCount(1, Directory.GetDirectories(folder.Root));
        Assert.AreEqual("1", File.ReadAllText(Path.Combine(store.Latest()!, "x")));
    }

    [TestMethod]
    public void What_a_killed_run_left_unfinished_does_not_count()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["step-000000007.unfinished"]);

        Assert.IsNull(new CheckpointStore(folder.Root, keep: 1).Latest());
        Assert.IsEmpty(Directory.GetDirectories(folder.Root));
    }

    [TestMethod]
    public void A_step_that_is_there_is_not_written_again()
    {
        using var folder = new TemporaryFolder();
        var store = new CheckpointStore(folder.Root, keep: 1);
        store.Save(1, _ => { });
        store.Save(1, _ => Assert.Fail("written again"));
    }
}

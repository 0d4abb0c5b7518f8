using System.Text.Json;
using System.Xml.Linq;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class MetricsFileTests
{
    [TestMethod]
    public void Every_line_is_json_and_reads_back()
    {
        using var folder = new TemporaryFolder();
        string path = folder["metrics.jsonl"];
        using (var file = new MetricsFile(path, step: 0))
        {
            file.Write(EventFileTests.Record(1, ("reward/mean", 0.1), ("bad", double.NaN)));
            file.Write(EventFileTests.Record(2, ("reward/mean", 1e-17)));
        }

        JsonElement first = JsonDocument.Parse(File.ReadLines(path).First()).RootElement;
        IReadOnlyList<StepRecord> records = MetricsFile.Read(path);

        Assert.AreEqual(0.1, first.GetProperty("reward/mean").GetDouble());
        Assert.AreEqual(JsonValueKind.Null, first.GetProperty("bad").ValueKind);
        Assert.AreEqual(1e-17, records[1]["reward/mean"]);
        Assert.AreEqual(1.0, records[1].Seconds);
        Assert.IsTrue(double.IsNaN(records[0]["bad"]));
    }

    [TestMethod]
    public void A_run_that_goes_on_drops_what_came_after_its_checkpoint_and_what_was_cut_off()
    {
        using var folder = new TemporaryFolder();
        string path = folder["metrics.jsonl"];
        using (var file = new MetricsFile(path, step: 0))
        {
            for (int step = 1; step <= 5; step++)
                file.Write(EventFileTests.Record(step, ("x", step)));
        }
        File.AppendAllText(path, "{\"step\":6,\"x\":");

        using (var file = new MetricsFile(path, step: 3))
            file.Write(EventFileTests.Record(4, ("x", 40)));

        CollectionAssert.AreEqual(new double[] { 1, 2, 3, 40 }, MetricsFile.Read(path).Select(record => record["x"]).ToArray());
    }

    [TestMethod]
    public void The_report_draws_every_metric_and_is_well_formed()
    {
        using var folder = new TemporaryFolder();
        StepRecord[] records = [.. Enumerable.Range(1, 9).Select(step => EventFileTests.Record(step, ("reward/mean", step * 0.1), ("policy/entropy", 1), ("a<b", step == 4 ? double.NaN : -step)))];

        TrainingReport.Write(folder["report.html"], "A <title>", records);

        string page = File.ReadAllText(folder["report.html"]);
        XElement[] charts = [.. page.Split('\n').Where(line => line.StartsWith("<svg", StringComparison.Ordinal)).Select(line => XElement.Parse(line))];
        Assert.HasCount(3, charts);
        Assert.Contains("A &lt;title&gt;", page);
        string[] points = charts[0].Elements().Single(element => element.Name.LocalName == "polyline").Attribute("points")!.Value.Split(' ');
        Assert.HasCount(9, points);
        double[] heights = [.. points.Select(point => double.Parse(point.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture))];
        CollectionAssert.AreEqual(heights.OrderDescending().ToArray(), heights, "reward rises");
        Assert.HasCount(8, charts[2].Elements().Single(element => element.Name.LocalName == "polyline").Attribute("points")!.Value.Split(' '));
    }

    [TestMethod]
    public void A_report_of_no_steps_is_a_page()
    {
        using var folder = new TemporaryFolder();
        TrainingReport.Write(folder["report.html"], "Nothing", []);
        Assert.Contains("</html>", File.ReadAllText(folder["report.html"]));
    }
}

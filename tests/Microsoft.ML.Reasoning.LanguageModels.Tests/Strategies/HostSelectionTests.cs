using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class HostSelectionTests
{
    [TestMethod]
    public void Selects_what_sorting_selects_between_equals_the_lowest_token_whatever_the_length()
    {
        // Few different values: ties everywhere.
        Gen<float[]> rows = Gen.Choose(1, 700).SelectMany(length => Gen.Choose(-40, 40).Select(value => value / 4f).ArrayOf(length));
        Prop.ForAll(rows.ToArbitrary(), Gen.Choose(1, 90).ToArbitrary(), (row, most) =>
        {
            int count = Math.Min(most, row.Length);
            int[] expected = [.. Enumerable.Range(0, row.Length).OrderByDescending(i => row[i]).ThenBy(i => i).Take(count)];
            double total = row.Sum(value => Math.Exp((value - row.Max()) * 0.5));
            foreach (Select select in Widths())
            {
                int[] ids = new int[count];
                float[] values = new float[count];
                double sum = select(row, 0.5f, ids, values);
                CollectionAssert.AreEqual(expected, ids);
                CollectionAssert.AreEqual(expected.Select(i => row[i]).ToArray(), values);
                Assert.AreEqual(total, sum, 1e-5 * total);
            }
        }).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    [DataRow(5)]
    [DataRow(64)]
    [DataRow(300)]
    public void A_logit_that_is_no_number_makes_the_sum_none(int place)
    {
        float[] row = [.. Enumerable.Range(0, 320).Select(i => i % 7f)];
        row[place] = float.NaN;
        foreach (Select select in Widths())
            Assert.IsTrue(double.IsNaN(select(row, 1, new int[8], new float[8])));
    }

    [TestMethod]
    public void Logits_of_minus_infinity_are_selected_last()
    {
        float[] row = new float[40];
        Array.Fill(row, float.NegativeInfinity);
        row[17] = 2;
        foreach (Select select in Widths())
        {
            int[] ids = new int[3];
            Assert.AreEqual(1, select(row, 1, ids, new float[3]), 1e-6);
            CollectionAssert.AreEqual(new[] { 17, 0, 1 }, ids);
        }
    }

    private delegate double Select(ReadOnlySpan<float> row, float scale, Span<int> ids, Span<float> values);

    private static IEnumerable<Select> Widths()
    {
        yield return HostSelection.Select<Lanes256>;
        if (Vector512.IsHardwareAccelerated)
            yield return HostSelection.Select<Lanes512>;
    }
}

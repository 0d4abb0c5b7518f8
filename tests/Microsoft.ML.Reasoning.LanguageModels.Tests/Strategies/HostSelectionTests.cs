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
        Gen<float[]> rows = Gen.Choose(1, 1700).SelectMany(length => Gen.Choose(-40, 40).Select(value => value / 4f).ArrayOf(length));
        Prop.ForAll(rows.ToArbitrary(), Gen.Choose(1, 90).ToArbitrary(), (row, most) =>
        {
            int count = Math.Min(most, row.Length);
            int[] expected = [.. Enumerable.Range(0, row.Length).OrderByDescending(i => row[i]).ThenBy(i => i).Take(count)];
            foreach (Select select in Widths())
            {
                int[] ids = new int[count];
                float[] values = new float[count];
                select(row, ids, values, new float[row.Length / 16]);
                CollectionAssert.AreEqual(expected, ids);
                CollectionAssert.AreEqual(expected.Select(i => row[i]).ToArray(), values);
            }
        }).QuickCheckThrowOnFailure();
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
            select(row, ids, new float[3], new float[2]);
            CollectionAssert.AreEqual(new[] { 17, 0, 1 }, ids);
        }
    }

    private delegate void Select(ReadOnlySpan<float> row, Span<int> ids, Span<float> values, Span<float> cells);

    private static IEnumerable<Select> Widths()
    {
        yield return HostSelection.Select<Lanes256>;
        if (Vector512.IsHardwareAccelerated)
            yield return HostSelection.Select<Lanes512>;
    }
}

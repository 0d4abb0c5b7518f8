using Microsoft.ML.Reasoning.LanguageModels;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>A pass over many rows holds the states of a batch and no more.</summary>
[TestClass]
public sealed class StateMemoryTests
{
    private const int RowCount = 10_000;
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void A_pass_over_ten_thousand_rows_holds_the_states_of_one_batch()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = Data();
        AssertFlat(_ml.Reasoning().HiddenStates("States", model, "Prompt").Fit(data).Transform(data));
    }

    [TestMethod]
    public void So_does_one_over_ten_thousand_rows_whose_states_generation_kept()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = Data();
        AssertFlat(_ml.Reasoning()
            .Generate("Responses", model, "Prompt", new GenerateEstimator.Options { MaxNewTokens = 3, KeepStates = [-1] })
            .Append(_ml.Reasoning().HiddenStates("States", model, promptColumnName: "Prompt", responseColumnName: "Responses"))
            .Fit(data).Transform(data));
    }

    private IDataView Data() => _ml.Data.LoadFromEnumerable(
        Enumerable.Range(0, RowCount).Select(i => new InputProblem { Id = "", Prompt = $"{i % 1000}", Answer = "" }));

    /// <summary>Neither tensors nor memory of the process grow after the first tenth of the rows.</summary>
    private static void AssertFlat(IDataView data)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["States"]]);
        Func<TokenStates> read = StateColumn.Reader(cursor, data.Schema["States"]);
        (long mostTensors, long mostMemory) = Pass(RowCount / 10);
        (long tensors, long memory) = Pass(RowCount - RowCount / 10);

        Assert.IsLessThanOrEqualTo(mostTensors, tensors);
        Assert.IsLessThanOrEqualTo(mostMemory + (40L << 20), memory);
        Assert.IsFalse(cursor.MoveNext());

        (long Tensors, long Memory) Pass(int rows)
        {
            (long mostTensors, long mostMemory) = (0, 0);
            for (int row = 0; row < rows; row++)
            {
                Assert.IsTrue(cursor.MoveNext());
                _ = read().Values;
                mostTensors = Math.Max(mostTensors, Tensor.TotalCount);
                if (row % 100 == 99)
                    mostMemory = Math.Max(mostMemory, Environment.WorkingSet);
            }

            return (mostTensors, mostMemory);
        }
    }
}

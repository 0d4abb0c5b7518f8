using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>The host's product and attention beside their definitions, for sizes that fill no vector, block or panel.</summary>
[TestClass]
public sealed class HostKernelTests
{
    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(5, 31)]
    [DataRow(33, 32)]
    [DataRow(64, 100)]
    public void A_packed_product_is_the_product(int inputs, int outputs)
    {
        const int Rows = 2 * PackedMatrix.BlockRows;
        float[] x = Random(Rows * inputs, 1), weights = Random(outputs * inputs, 2), bias = Random(outputs, 3);
        int cut = outputs / 2 * inputs;
        PackedMatrix packed = PackedMatrix.Stack(inputs, (weights[..cut], bias[..(outputs / 2)]), (weights[cut..], null));
        int width = packed.OutputWidth;
        Assert.IsTrue(width >= outputs && width % PackedMatrix.PanelWidth == 0);
        float[] y = Random(Rows * width, 4), before = [.. y], fresh = new float[y.Length];
        packed.Multiply(x, inputs, fresh, width, 0, Rows);
        packed.Multiply(x, inputs, y, width, PackedMatrix.BlockRows, Rows, add: true);
        for (int row = 0; row < Rows; row++)
            for (int o = 0; o < outputs; o++)
            {
                double expected = (o < outputs / 2 ? bias[o] : 0) + Dot(x, row * inputs, weights, o * inputs, inputs);
                Assert.AreEqual(expected, fresh[row * width + o], 1e-5);
                expected = before[row * width + o] + (row < PackedMatrix.BlockRows ? 0 : expected);
                Assert.AreEqual(expected, y[row * width + o], 1e-5, "Only the rows of the block are added to.");
            }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Both_widths_of_registers_give_the_same_product(bool add)
    {
        const int Inputs = 41, Stride = 50;
        float[] x = Random(PackedMatrix.BlockRows * Stride, 1), panel = Random(Inputs * PackedMatrix.PanelWidth, 2);
        float[] bias = Random(PackedMatrix.PanelWidth, 3), wide = Random(PackedMatrix.BlockRows * PackedMatrix.PanelWidth, 4), narrow = [.. wide];
        PackedProduct.EightRows<Lanes512>(ref x[0], Stride, ref panel[0], Inputs, ref bias[0], ref wide[0], PackedMatrix.PanelWidth, add);
        PackedProduct.FourByFour<Lanes256>(ref x[0], Stride, ref panel[0], Inputs, ref bias[0], ref narrow[0], PackedMatrix.PanelWidth, add);
        CollectionAssert.AreEqual(wide, narrow, "The sums are taken in the same order.");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_product_of_few_rows_is_the_same_to_the_bit(bool halvesLoseNothing)
    {
        const int Inputs = 41, Outputs = 70;
        float[] x = Random(PackedMatrix.BlockRows * Inputs, 1), weights = Random(Outputs * Inputs, 2), bias = Random(Outputs, 3);
        if (halvesLoseNothing)
            weights = [.. weights.Select(weight => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(weight) & 0xFFFF0000))];
        PackedMatrix packed = PackedMatrix.Stack(Inputs, (weights, bias));
        float[] y = new float[PackedMatrix.BlockRows * packed.OutputWidth], few = new float[y.Length];
        packed.Multiply(x, Inputs, y, packed.OutputWidth, 0, PackedMatrix.BlockRows);
        for (int panel = 0; panel < packed.OutputWidth / PackedMatrix.PanelWidth; panel++)
            packed.MultiplyFew(panel, ref x[0], Inputs, ref few[panel * PackedMatrix.PanelWidth], packed.OutputWidth);
        CollectionAssert.AreEqual(y, few);
    }

    [TestMethod]
    public void Interleaved_matrices_give_their_outputs_in_turn()
    {
        const int Inputs = 9, Outputs = 37;
        float[] x = Random(PackedMatrix.BlockRows * Inputs, 1), gate = Random(Outputs * Inputs, 2), up = Random(Outputs * Inputs, 3);
        PackedMatrix packed = PackedMatrix.Interleave(Inputs, (gate, null), (up, null));
        float[] y = new float[PackedMatrix.BlockRows * packed.OutputWidth];
        packed.Multiply(x, Inputs, y, packed.OutputWidth, 0, PackedMatrix.BlockRows);
        for (int o = 0; o < Outputs; o++)
        {
            int place = o / PackedMatrix.Lanes * PackedMatrix.PanelWidth + o % PackedMatrix.Lanes;
            Assert.AreEqual(Dot(x, 0, gate, o * Inputs, Inputs), y[place], 1e-5);
            Assert.AreEqual(Dot(x, 0, up, o * Inputs, Inputs), y[place + PackedMatrix.Lanes], 1e-5);
        }
    }

    [TestMethod]
    [DataRow(4, 1, 32, 0)]
    [DataRow(8, 2, 16, 0)]
    [DataRow(7, 1, 8, 0)]
    [DataRow(4, 2, 24, 0)]
    [DataRow(6, 2, 48, 5)]
    [DataRow(5, 5, 80, 40)]
    public void Attention_mixes_the_values_by_the_softmax_of_the_scores(int heads, int groups, int size, int window)
    {
        var cache = new RowCache(groups, size);
        IRowAttention[] attentions = [new RowAttention<Lanes512>(heads, groups, size), new RowAttention<Lanes256>(heads, groups, size)];
        const int Prompt = 30, Tokens = 140;
        float[] keys = Random(groups * Tokens * size, 1), values = Random(groups * Tokens * size, 2), queries = [.. Random(heads * size, 3).Select(q => q / MathF.Sqrt(size))];
        cache.Load(Gather(keys, Prompt), Gather(values, Prompt), Prompt);
        for (int token = Prompt; token < Tokens; token++)
        {
            cache.Reserve(token + 1);
            cache.Write(token, At(keys, token), At(values, token));
        }

        foreach ((IRowAttention attention, int tokens) in attentions.SelectMany(_ => new[] { 1, 31, 32, 33, 100, Tokens }, (a, n) => (a, n)))
        {
            int first = window > 0 ? Math.Max(0, tokens - window) : 0;
            float[] mixed = new float[heads * size];
            attention.Mix([.. queries], cache, first, tokens, mixed);
            for (int head = 0; head < heads; head++)
            {
                int shared = head / (heads / groups);
                double[] shares = TinyModel.Softmax(
                    [.. Enumerable.Range(first, tokens - first).Select(token => Dot(queries, head * size, keys, (shared * Tokens + token) * size, size))]);
                for (int i = 0; i < size; i++)
                    Assert.AreEqual(
                        shares.Select((share, token) => share * values[(shared * Tokens + first + token) * size + i]).Sum(), mixed[head * size + i], 1e-5);
            }
        }

        // [head, all tokens, number] to [head, prompt, number], and to the token's [head, number].
        float[] Gather(float[] all, int tokens) =>
            [.. Enumerable.Range(0, groups).SelectMany(head => all.Skip(head * Tokens * size).Take(tokens * size))];
        float[] At(float[] all, int token) =>
            [.. Enumerable.Range(0, groups).SelectMany(head => all.Skip((head * Tokens + token) * size).Take(size))];
    }

    [TestMethod]
    public void A_checkpoint_in_half_precision_is_decoded_in_single_precision()
    {
        if (!Vector256.IsHardwareAccelerated)
            Assert.Inconclusive("Without 256-bit vectors the library decodes.");
        using CausalLanguageModel single = TinyModel.Create(), half = TinyModel.Create(precision: ScalarType.BFloat16);
        using (IDisposable noGradient = no_grad())
            foreach ((string name, Tensor weight) in half.Parameters)
                single.Parameters[name].copy_(weight);
        var options = new GenerationOptions { MaxNewTokens = 10, Temperature = 0, KeepStates = [1, -1], StopTokenIds = [] };
        foreach (GeneratedSample sample in half.Generate(TinyModel.Prompts(6), options))
        {
            Assert.AreEqual(ScalarType.BFloat16, sample.States!.dtype);
            double[][] logits = TinyModel.Logits(single, sample);
            for (int i = 0; i < logits.Length; i++)
                Assert.AreEqual(Math.Log(TinyModel.Softmax(logits[i])[sample.TokenIds[i]]), sample.LogProbabilities[i], 0.1, "The prompt's keys and values were rounded, nothing else.");
            sample.Dispose();
        }
    }

    private static float[] Random(int count, long row)
    {
        float[] values = new float[count];
        CounterRandom.FillNormal(new RandomKey(9, RandomPurpose.Data, row), values);
        return values;
    }

    private static double Dot(float[] a, int atA, float[] b, int atB, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
            sum += (double)a[atA + i] * b[atB + i];
        return sum;
    }
}

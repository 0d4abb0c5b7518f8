using System.Diagnostics;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

[TestClass]
public sealed class EffectiveRankTests
{
    private static readonly EffectiveRankOptions s_everyRow = new() { Stride = 1 };

    [TestMethod]
    public void FewerThanTwoRows_HaveRank0()
    {
        Assert.AreEqual(new EffectiveRankMeasurement(0, 0, 0, 0), EffectiveRank.Measure([zeros(0, 5)], s_everyRow)[0]);
        Assert.AreEqual(new EffectiveRankMeasurement(0, 0, 0, 0), EffectiveRank.Measure([ones(1, 5)], s_everyRow)[0]);
    }

    [TestMethod]
    public void TwoRows_HaveRank1()
    {
        EffectiveRankMeasurement measured = EffectiveRank.Measure([tensor(new float[,] { { 1, 2 }, { -3, 5 } })], s_everyRow)[0];

        Assert.AreEqual(1, measured.Rank, 1e-6);
        Assert.AreEqual(1, measured.Prefixes);
        Assert.IsFalse(measured.HasVelocity);
    }

    [TestMethod]
    [DataRow(10, 0.0)]
    [DataRow(60, 0.0)]
    [DataRow(60, 0.1)]
    [DataRow(60, 1e10)]
    [DataRow(500, 3.0)]
    public void IdenticalRows_HaveRank1(int rows, double value)
    {
        foreach (EffectiveRankMode mode in Enum.GetValues<EffectiveRankMode>())
        {
            EffectiveRankMeasurement measured = EffectiveRank.Measure(
                [full([rows, 32], value, ScalarType.Float32)], s_everyRow with { Mode = mode, Stride = 4 })[0];

            Assert.AreEqual(1, measured.Rank, 1e-6);
            Assert.AreEqual(0, measured.Velocity, 1e-6);
            Assert.AreEqual(0, measured.Acceleration, 1e-6);
        }
    }

    [TestMethod]
    public void DuplicatedRows_CountOnce_AsWordForWord()
    {
        Tensor distinct = SyntheticStates.Make(12, 200, 0, 0, 3);
        Tensor repeated = distinct.repeat(10, 1);

        EffectiveRankMeasurement measured = EffectiveRank.Measure([repeated])[0], plain = Plain.Measure(repeated, 40);

        Assert.AreEqual(plain.Rank, measured.Rank, 1e-5 * plain.Rank);
        Assert.AreEqual(plain.Velocity, measured.Velocity, 1e-5);
        Assert.IsLessThan(11.000001, measured.Rank);
    }

    [TestMethod]
    public void FirstRowsIdentical_LaterOnesNot()
    {
        Tensor states = cat([ones(50, 64), SyntheticStates.Make(50, 64, 0, 0, 4)], 0);

        EffectiveRankMeasurement measured = EffectiveRank.Measure([states], new() { Stride = 10 })[0], plain = Plain.Measure(states, 10);

        Assert.AreEqual(plain.Rank, measured.Rank, 1e-5 * plain.Rank);
        Assert.AreEqual(plain.Velocity, measured.Velocity, 1e-5 * plain.Velocity);
        Assert.AreEqual(plain.Acceleration, measured.Acceleration, 1e-5 * Math.Abs(plain.Acceleration));
    }

    [TestMethod]
    [DataRow(float.NaN, 3)]
    [DataRow(float.PositiveInfinity, 60)]
    [DataRow(float.NegativeInfinity, 1)]
    [DataRow(float.NaN, 500)]
    public void NumbersThatAreNone_AreAnErrorThatNamesTheResponse(float value, int rows)
    {
        Tensor good = SyntheticStates.Make(rows, 32, 0, 0, 5), bad = good.clone();
        bad[rows - 1, 7] = tensor(value);
        foreach (EffectiveRankMode mode in Enum.GetValues<EffectiveRankMode>())
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => EffectiveRank.Measure([good, bad, good, bad], new() { Mode = mode }));
            Assert.Contains("response 1 ", error.Message);
        }
    }

    [TestMethod]
    public void WhatIsNoMatrixOfStates_IsRefused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => EffectiveRank.Measure(null!));
        Assert.Contains("Response 1", Assert.ThrowsExactly<ArgumentException>(() => EffectiveRank.Measure([ones(2, 2), null!])).Message);
        Assert.Contains("[2, 3, 4]", Assert.ThrowsExactly<ArgumentException>(() => EffectiveRank.Measure([ones(2, 3, 4)])).Message);
        Assert.ThrowsExactly<ArgumentException>(() => EffectiveRank.Measure([ones([3, 4], ScalarType.Int64)]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EffectiveRankOptions { Stride = 0 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EffectiveRankOptions { MaxTokens = 0 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EffectiveRankOptions { Mode = (EffectiveRankMode)7 });
    }

    [TestMethod]
    public void Prefixes_AreCounted()
    {
        EffectiveRankMeasurement two = EffectiveRank.Measure([SyntheticStates.Make(100, 8, 0, 0, 6)])[0];
        EffectiveRankMeasurement three = EffectiveRank.Measure([SyntheticStates.Make(121, 8, 0, 0, 6)])[0];

        Assert.IsTrue(two is { Prefixes: 2, HasVelocity: true, HasAcceleration: false, Acceleration: 0 });
        Assert.IsTrue(three is { Prefixes: 3, HasAcceleration: true });
        Assert.AreEqual(0, EffectiveRank.Measure([]).Length);
    }

    [TestMethod]
    public void StatesOfAGraph_AreReadWithoutIt()
    {
        Tensor states = SyntheticStates.Make(50, 64, 0, 0, 7);
        double rank = EffectiveRank.Measure([states])[0].Rank;
        states.requires_grad_(true);

        Assert.AreEqual(rank, EffectiveRank.Measure([states * 1])[0].Rank);
    }

    [TestMethod]
    public void Threads_ChangeNothing()
    {
        Tensor[] responses = [.. Enumerable.Range(0, 6).Select(i => SyntheticStates.Make(60 + 11 * i, 96, .7, .7, i))];
        int before = get_num_threads();
        try
        {
            set_num_threads(1);
            EffectiveRankMeasurement[] one = EffectiveRank.Measure(responses);
            set_num_threads(4);
            CollectionAssert.AreEqual(one, EffectiveRank.Measure(responses));
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [TestMethod]
    public void Cancellation_StopsIt()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => EffectiveRank.Measure([ones(50, 50)], null, source.Token));
    }

    [TestMethod]
    public void AThousandCalls_KeepNoMemory()
    {
        Tensor states = SyntheticStates.Make(200, 100, .5, .5, 8);
        Run(200);
        long before = Size();
        Run(1000);
        Assert.IsLessThan(before + (24L << 20), Size());

        void Run(int calls)
        {
            for (int i = 0; i < calls; i++)
                EffectiveRank.Measure([states], new() { Mode = i % 2 == 0 ? EffectiveRankMode.Fast : EffectiveRankMode.Exact });
        }

        static long Size()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }
}

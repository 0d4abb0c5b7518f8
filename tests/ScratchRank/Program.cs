using System.Diagnostics;
using Microsoft.ML.Reasoning.LatentDynamics;
using static TorchSharp.torch;

set_num_threads(int.Parse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "1"));
Tensor Make(int T, int d, double c, double decay, int seed)
{
    manual_seed(seed);
    var x = randn(new long[] { T, d });
    var rows = new List<Tensor> { x[0] };
    for (int t = 1; t < T; t++) rows.Add(c * rows[^1] + Math.Sqrt(1 - c * c) * x[t]);
    x = stack(rows.ToArray(), 0) * arange(1, d + 1, ScalarType.Float32).pow(-decay);
    var off = randn(new long[] { d }) * 0.05; off[0] = 4; off[1] = -2; off[2] = 1;
    return x + off;
}
void CheckDet<TL, TT>(Tensor x) where TL : struct, ILanes<TL, TT> where TT : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<TT>
{
    int T = (int)x.shape[0], d = (int)x.shape[1];
    float[] a = x.data<float>().ToArray();
    var mean = x.mean([0L]).data<float>().ToArray();
    int[] lens = [2, 5, T / 2, T];
    var det = new PanelDeterminants<TL, TT>();
    det.Load<float>(a, mean, lens);
    var tr = det.Traces;
    for (int q = 0; q < 2; q++)
    {
        double shift = q == 0 ? 0.01 : 0.0001;
        var l = det.LogDeterminants([shift])?[0];
        for (int j = 0; j < lens.Length; j++)
        {
            var y = x.narrow(0, 0, lens[j]).to(ScalarType.Float64); y = y - y.mean([0L], true, ScalarType.Float64);
            var s = linalg.svdvals(y).data<double>().ToArray();
            double sum = 0; for (int i = 0; i < lens[j] - 1; i++) sum += Math.Log((i < s.Length ? s[i] * s[i] : 0) / det.Scale + shift);
            Console.WriteLine($"{typeof(TT).Name} n={lens[j]} scale {det.Scale:g6} true {s[0] * s[0]:g6} trace {tr[j]:g10} {s.Sum(v => v * v):g10} logdet {(l is null ? double.NaN : l[j]):g12} true {sum:g12}");
        }
    }
}
if (args[0] == "det") { CheckDet<DoubleLanes, double>(Make(60, 90, .7, .7, 1)); CheckDet<SingleLanes, float>(Make(60, 90, .7, .7, 1)); return; }
void Prof<TL, TT>(Tensor x) where TL : struct, ILanes<TL, TT> where TT : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<TT>
{
    int T = (int)x.shape[0], d = (int)x.shape[1];
    int[] lens = [.. PrefixDifferences.Lengths(T, 40), T];
    var rows = new RowPanels<TL, TT>(); var g = new PanelMatrix<TL, TT>(); var ch = new PanelCholesky<TL, TT>(); float[] a = []; float[] mean = []; double big = 0;
    for (int rep = 0; rep < 60; rep++)
    {
        bool show = rep >= 58; var sw = Stopwatch.StartNew();
        void P(string n, Action f) { sw.Restart(); f(); if (show) Console.Write($"{n} {sw.Elapsed.TotalMilliseconds:0.00}  "); }
        P("read", () => a = x.data<float>().ToArray());
        P("mean", () => mean = x.mean([0L]).data<float>().ToArray());
        P("pack", () => rows.Fill<float>(a, T, mean));
        P("gram", () => rows.Gram(g));
        P("borders", () => g.BorderSums(T));
        P("complete", () => g.Complete(T, TT.One));
        P("lanczos", () => big = 1e4);
        P("factor", () => ch.Factor(g, big * 1e-3));
        P("factor", () => ch.Factor(g, big * 1e-3));
        var y = new TT[g.Order];
        P("forward", () => ch.SolveForward(y));
        P("backward", () => ch.SolveBackward(y));
        if (show) Console.WriteLine();
    }
}
if (args[0] == "prof") { int T = int.Parse(args[1]), d = int.Parse(args[2]); var x = Make(T, d, .7, .7, 1); Prof<DoubleLanes, double>(x); Prof<SingleLanes, float>(x); return; }
if (args[0] == "rule")
{
    foreach (var (lo, un, tol, d) in new[] { (1e-2 / 3, .4, 5e-7, true), (4e-7, .015, 5e-7, true), (1e-10, 1e-3, 5e-7, true), (1e-7, .1, 1e-4, false) })
    {
        var sw = Stopwatch.StartNew();
        var r = SpectralRules.Find(lo, un, tol, d);
        Console.WriteLine($"{lo} {un} {tol} {d}: {r?.Shifts.Length} error {r?.Error:e1} {sw.ElapsedMilliseconds} ms, weights {string.Join(' ', r!.Root.Select(w => w.ToString("g3")))}");
    }
    return;
}
{
    int R = int.Parse(args[1]), T = int.Parse(args[2]), d = int.Parse(args[3]);
    var mode = args[4] == "fast" ? EffectiveRankMode.Fast : EffectiveRankMode.Exact;
    foreach (var (name, c, decay) in new[] { ("default", .7, .7), ("flat", 0.0, 0.0), ("steep", .95, 1.2) })
    {
        if (args.Length > 5 && args[5] != name && args[5] != "all") continue;
        var xs = Enumerable.Range(0, R).Select(i => Make(T, d, c, decay, i)).ToArray();
        var o = new EffectiveRankOptions { Mode = mode };
        double best = 1e9; EffectiveRankMeasurement[] m = [];
        for (var w = Stopwatch.StartNew(); w.Elapsed.TotalSeconds < 4;) { var sw = Stopwatch.StartNew(); m = EffectiveRank.Measure(xs, o); best = Math.Min(best, sw.Elapsed.TotalSeconds); }
        double e0 = 0, e1 = 0, e2 = 0, f1 = 0;
        if (args.Contains("check"))
            for (int i = 0; i < R; i++)
            {
                double Rank(int n) { var y = xs[i].narrow(0, 0, n).to(ScalarType.Float64); return Math.Exp(SpectralEntropy.Of(linalg.svdvals(y - y.mean([0L], true, ScalarType.Float64)).data<double>().ToArray())); }
                var (v, a) = PrefixDifferences.Of(PrefixDifferences.Lengths(T, 40).Select(Rank).ToArray());
                double r = Rank(T);
                e0 = Math.Max(e0, Math.Abs(m[i].Rank / r - 1)); e1 = Math.Max(e1, Math.Abs(m[i].Velocity / v - 1)); e2 = Math.Max(e2, Math.Abs(m[i].Acceleration / a - 1));
                f1 = Math.Max(f1, Math.Max(Math.Abs(m[i].Velocity - v) / Math.Max(Math.Abs(v), .01 * r), Math.Abs(m[i].Acceleration - a) / Math.Max(Math.Abs(a), .01 * r)));
            }
        Console.WriteLine($"{name} {mode}: {best * 1000:0.0} ms, {best * 1000 / R:0.00} each; ER {m[0].Rank:g6} {m[0].Velocity:g6} {m[0].Acceleration:g6}; errors {e0:e1} {e1:e1} {e2:e1}, fast measure {f1:e1}");
    }
}

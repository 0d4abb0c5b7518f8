using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class DisposeScopeTests
{
    [TestMethod]
    public void A_scope_disposes_what_was_made_in_it_and_nothing_else()
    {
        using Tensor before = ones(2);
        Tensor inside;
        using (NewDisposeScope())
            inside = ones(2);
        Assert.IsTrue(inside.IsInvalid);
        Assert.IsFalse(before.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => inside.Handle);
    }

    [TestMethod]
    public void A_tensor_moves_to_the_outer_scope_and_dies_there()
    {
        Tensor moved, stayed;
        using (DisposeScope outer = NewDisposeScope())
        {
            using (NewDisposeScope())
            {
                moved = ones(2).MoveToOuterDisposeScope();
                stayed = ones(2);
            }
            Assert.IsFalse(moved.IsInvalid);
            Assert.IsTrue(stayed.IsInvalid);
            Assert.IsTrue(outer.Contains(moved));
        }
        Assert.IsTrue(moved.IsInvalid);
    }

    [TestMethod]
    public void Without_an_outer_scope_moving_out_detaches()
    {
        Tensor moved;
        using (NewDisposeScope())
            moved = ones(2).MoveToOuterDisposeScope();
        Assert.IsFalse(moved.IsInvalid);
        moved.Dispose();
    }

    [TestMethod]
    public void A_detached_tensor_outlives_every_scope()
    {
        Tensor kept;
        using (NewDisposeScope())
        using (NewDisposeScope())
            kept = ones(2).DetachFromDisposeScope();
        Assert.IsFalse(kept.IsInvalid);
        kept.Dispose();
        Assert.IsTrue(kept.IsInvalid);
    }

    [TestMethod]
    public void A_tensor_from_outside_attaches_to_a_scope()
    {
        Tensor outside = ones(2);
        using (DisposeScope scope = NewDisposeScope())
        {
            scope.Attach(outside);
            Assert.IsTrue(scope.Contains(outside));
        }
        Assert.IsTrue(outside.IsInvalid);
    }

    [TestMethod]
    public void A_tensor_joins_the_scope_of_another()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor companion = ones(2);
        Tensor moved;
        using (NewDisposeScope())
            moved = ones(2).MoveToOtherDisposeScope(companion);
        Assert.IsFalse(moved.IsInvalid);
        Assert.IsTrue(outer.Contains(moved));
    }

    [TestMethod]
    public void DisposeEverythingBut_keeps_only_what_is_named()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = ones(2), b = ones(2), c = ones(2);
        (Tensor first, Tensor second) = scope.DisposeEverythingBut(a, c);
        Assert.AreSame(a, first);
        Assert.AreSame(c, second);
        Assert.IsTrue(b.IsInvalid);
        Assert.IsFalse(a.IsInvalid);
        Assert.AreEqual(2, scope.DisposablesCount);
    }

    [TestMethod]
    public void The_current_scope_is_the_innermost_one_of_the_thread()
    {
        Assert.IsNull(CurrentDisposeScope);
        using DisposeScope outer = NewDisposeScope();
        using (DisposeScope inner = NewDisposeScope())
            Assert.AreSame(inner, CurrentDisposeScope);
        Assert.AreSame(outer, CurrentDisposeScope);
        DisposeScope? elsewhere = outer;
        var thread = new Thread(() => elsewhere = CurrentDisposeScope);
        thread.Start();
        thread.Join();
        Assert.IsNull(elsewhere);
    }

    [TestMethod]
    public void Statistics_count_what_the_thread_made_and_let_go()
    {
        DisposeScopeManager.Statistics.Reset();
        using Tensor outside = ones(1);
        using (NewDisposeScope())
        {
            _ = ones(1);
            _ = ones(1);
            ones(1).DetachFromDisposeScope().Dispose();
            Assert.AreEqual(3, DisposeScopeManager.Statistics.CreatedInScopeCount);
            Assert.AreEqual(1, DisposeScopeManager.Statistics.DetachedFromScopeCount);
        }
        ThreadDisposeScopeStatistics counts = DisposeScopeManager.Statistics;
        Assert.AreEqual(1, counts.CreatedOutsideScopeCount);
        Assert.AreEqual(2, counts.DisposedInScopeCount);
    }

    [TestMethod]
    public void An_early_dispose_inside_a_scope_leaves_the_scope()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tensor = ones(1);
        tensor.Dispose();
        tensor.Dispose();
        Assert.AreEqual(0, scope.DisposablesCount);
    }

    [TestMethod]
    public void An_alias_lives_on_its_own_and_shares_the_memory()
    {
        Tensor first = zeros(2);
        using Tensor second = first.alias();
        Assert.AreNotEqual(first.Handle, second.Handle);
        first.fill_(3);
        first.Dispose();
        Values.AreEqual([3, 3], second);
    }

    [TestMethod]
    public void TotalCount_follows_the_tensors_that_live()
    {
        long before = Tensor.TotalCount;
        Tensor tensor = ones(1);
        Assert.AreEqual(before + 1, Tensor.TotalCount);
        tensor.Dispose();
        Assert.AreEqual(before, Tensor.TotalCount);
        Assert.IsGreaterThanOrEqualTo(before + 1, Tensor.PeakCount);
    }
}

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Counts steps, so that no input costs more than it may: no clock, the same verdict on every machine.</summary>
internal sealed class WorkBudget(int steps)
{
    private int _left = steps;

    public void Spend(int steps)
    {
        if ((_left -= steps) < 0)
            throw new WorkBudgetException();
    }
}

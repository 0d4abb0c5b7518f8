namespace TrainTinyReasoner.Problems;

/// <summary>The numbers of a problem: a start and two to four steps, each from the result of the one before.</summary>
internal sealed class Chain
{
    private Chain(IReadOnlyList<Operation> steps) => Steps = steps;

    public IReadOnlyList<Operation> Steps { get; }

    public int Start => Steps[0].Left;

    public int Answer => Steps[^1].Result;

    /// <summary>
    /// Which half a chain belongs to is a function of its numbers alone: a chain that is held out can be met in no
    /// training problem, however it is worded. One chain in sixteen is held out.
    /// </summary>
    public bool IsHeldOut
    {
        get
        {
            ulong hash = (ulong)Start;
            foreach (Operation step in Steps)
                hash = RandomStream.Mix(hash + 0x9E3779B97F4A7C15) ^ ((ulong)step.Symbol << 32) ^ (uint)step.Right;
            return RandomStream.Mix(hash) % 16 == 0;
        }
    }

    public static Chain Draw(RandomStream random)
    {
        var steps = new Operation[random.Between(2, 4)];
        int left = random.Between(10, 99);
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = Operation.Draw(left, random);
            left = steps[i].Result;
        }
        return new(steps);
    }
}

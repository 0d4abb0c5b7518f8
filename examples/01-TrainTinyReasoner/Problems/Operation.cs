namespace TrainTinyReasoner.Problems;

/// <summary>One step on whole numbers: <c>Left Symbol Right = Result</c>.</summary>
internal readonly record struct Operation(int Left, char Symbol, int Right)
{
    public const int Largest = 999, LargestFactor = 9;

    public int Result => Symbol switch
    {
        '+' => Left + Right,
        '-' => Left - Right,
        '*' => Left * Right,
        '/' => Left / Right,
        _ => throw new InvalidOperationException($"No operation is written '{Symbol}'."),
    };

    public override string ToString() => $"{Left} {Symbol} {Right} = {Result}";

    /// <summary>A step from <paramref name="left"/> whose result is a whole number from 1 to <see cref="Largest"/>.</summary>
    public static Operation Draw(int left, RandomStream random)
    {
        while (true)
        {
            switch (random.Between(0, 9))
            {
                case <= 2 when left <= Largest - 10:
                    return new(left, '+', random.Between(10, Math.Min(99, Largest - left)));
                case > 2 and <= 5 when left > 11:
                    return new(left, '-', random.Between(10, Math.Min(99, left - 1)));
                case 6 or 7 when left <= Largest / 2:
                    return new(left, '*', random.Between(2, Math.Min(LargestFactor, Largest / left)));
                case 8 or 9:
                    int[] divisors = [.. Enumerable.Range(2, LargestFactor - 1).Where(d => left % d == 0)];
                    if (divisors.Length > 0)
                        return new(left, '/', random.Pick(divisors));
                    break;
            }
        }
    }
}

namespace TrainTinyReasoner.Problems;

/// <summary>A step as an answer writes it down, right or wrong.</summary>
internal readonly record struct WorkedStep(int Left, char Symbol, int Right, int Result)
{
    public override string ToString() => $"{Left} {Symbol} {Right} = {Result}";
}

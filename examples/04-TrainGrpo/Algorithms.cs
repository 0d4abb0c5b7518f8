namespace TrainGrpo;

/// <summary>The algorithms by name.</summary>
internal static class Algorithms
{
    public static string[] Names { get; } = ["grpo", "relax", "verl", "led"];
}

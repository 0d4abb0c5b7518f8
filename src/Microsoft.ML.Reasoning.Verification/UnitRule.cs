namespace Microsoft.ML.Reasoning.Verification;

/// <summary>What units say where both answers have one that is known. An answer that leaves the unit out always counts by its number.</summary>
public enum UnitRule
{
    /// <summary>Quantities are compared: 36 km/h is 10 m/s, and 5 cm is not 5 m.</summary>
    Convert,

    /// <summary>The units must be the same: neither 36 km/h is 10 m/s, nor 5 cm is 5 m.</summary>
    Same,

    /// <summary>Only the numbers count: 5 cm is 5 m.</summary>
    Ignore,
}

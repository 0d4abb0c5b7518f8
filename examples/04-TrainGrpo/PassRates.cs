namespace TrainGrpo;

/// <summary>pass@1 and pass@16 in percent.</summary>
internal sealed record PassRates(double One, double Sixteen);

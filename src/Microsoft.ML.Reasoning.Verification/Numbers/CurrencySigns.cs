namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Signs and codes of currencies before or behind an amount.</summary>
internal static class CurrencySigns
{
    private static readonly string[] Written = ["US$", "USD", "$", "€", "EUR", "£", "GBP", "¥", "￥", "RMB", "CNY", "Rs.", "Rs", "₹"];

    /// <summary>The length of the sign or code at the start of the text; 0 for none.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        foreach (string written in Written)
            if (text.StartsWith(written, StringComparison.Ordinal))
                return written.Length;
        return 0;
    }

    /// <summary>The unit that the sign means.</summary>
    public static string Unit(ReadOnlySpan<char> sign) => sign switch
    {
        "$" or "US$" or "USD" => "$",
        "€" or "EUR" => "€",
        "£" or "GBP" => "£",
        "¥" or "￥" or "RMB" or "CNY" => "¥",
        _ => "rupees",
    };
}

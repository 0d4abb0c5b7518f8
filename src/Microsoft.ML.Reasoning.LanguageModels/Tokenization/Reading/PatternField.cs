namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads a pattern as tokenizer.json writes it: {"String": ...} or {"Regex": ...}.</summary>
internal static class PatternField
{
    public static TextPattern Read(JsonField owner)
    {
        JsonField field = owner.Required("pattern");
        if (field.Optional("String") is { } literal)
            return literal.AsString().Length > 0 ? TextPattern.Literal(literal.AsString()) : throw literal.Error("is empty");
        return Compile(field.Required("Regex"));
    }

    private static TextPattern Compile(JsonField field)
    {
        try
        {
            return new TextPattern(field.AsString());
        }
        catch (NotSupportedException e)
        {
            throw field.Unsupported($"cannot be used: {e.Message}", e);
        }
        catch (FormatException e) when (e.Message.StartsWith("the pattern", StringComparison.Ordinal))
        {
            throw field.Error($"is broken: {e.Message}", e);
        }
    }
}

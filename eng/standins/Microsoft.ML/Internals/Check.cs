namespace Microsoft.ML.Internals;

// The error habits of ML.NET: null -> ArgumentNullException, bad argument or schema -> ArgumentOutOfRangeException, bad state -> InvalidOperationException.
internal static class Check
{
    public static void NotNull(object value, string name)
    {
        if (value is null)
            throw new ArgumentNullException(name);
    }

    public static void NotEmpty(string value, string name)
    {
        if (string.IsNullOrEmpty(value))
            throw new ArgumentOutOfRangeException(name, $"{name} cannot be null or empty");
    }

    public static void Param(bool condition, string name, string message)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, message);
    }

    public static void State(bool condition, string message)
    {
        if (!condition)
            throw new InvalidOperationException(message);
    }

    public static ArgumentOutOfRangeException MissingColumn(string name, string role, string column)
        => new(name, $"Could not find {role} column '{column}'");

    public static ArgumentOutOfRangeException WrongColumnType(string name, string role, string column, string expected, string actual)
        => new(name, $"Schema mismatch for {role} column '{column}': expected {expected}, got {actual}");
}

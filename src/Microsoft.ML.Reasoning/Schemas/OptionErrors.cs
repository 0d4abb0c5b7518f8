namespace Microsoft.ML.Reasoning;

/// <summary>Collects everything that is wrong with a set of options, so that one exception tells it all.</summary>
internal sealed class OptionErrors(string options)
{
    private readonly List<string> _messages = [];

    public OptionErrors Require(bool condition, string message)
    {
        if (!condition)
            _messages.Add(message);
        return this;
    }

    public OptionErrors RequireName(string? columnName, string option) =>
        Require(!string.IsNullOrWhiteSpace(columnName), $"{option} must name a column");

    public OptionErrors RequireDistinct(params string?[] columnNames) =>
        Require(columnNames.Distinct(StringComparer.Ordinal).Count() == columnNames.Length,
            $"output columns must have different names, but they are {string.Join(", ", columnNames.Select(name => $"'{name}'"))}");

    /// <summary>Adds what a part of the options has to say against itself.</summary>
    public void Collect(Action validate)
    {
        try
        {
            validate();
        }
        catch (ArgumentException e)
        {
            _messages.Add(e.Message.TrimEnd('.'));
        }
    }

    public void ThrowIfAny()
    {
        if (_messages.Count > 0)
            throw new ArgumentException($"{options}: {string.Join("; ", _messages)}.", nameof(options));
    }
}

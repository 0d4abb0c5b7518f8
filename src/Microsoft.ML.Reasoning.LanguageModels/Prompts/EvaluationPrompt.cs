namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How a paper's evaluation asks a question. See <see cref="EvaluationPrompts"/>.</summary>
public sealed class EvaluationPrompt
{
    private const string Place = "{input}";

    private readonly string _text;

    internal EvaluationPrompt(string name, string text, bool isWholePrompt, string? system = null, params IReadOnlyList<string> stopStrings)
    {
        Name = name;
        _text = text;
        IsWholePrompt = isWholePrompt;
        System = system;
        StopStrings = stopStrings;
    }

    /// <summary>The prompt's name, the paper's first: <c>verl/qwen-boxed</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the text goes to the model as it is; otherwise it is a user's turn for the model's chat template.</summary>
    public bool IsWholePrompt { get; }

    /// <summary>The system turn in front of the user's; null for none, which leaves the chat template its own.</summary>
    public string? System { get; }

    /// <summary>The texts at which that evaluation ends an answer.</summary>
    public IReadOnlyList<string> StopStrings { get; }

    /// <summary>The whole prompt, or the user's turn, for a question. A whole prompt loses the spaces at its ends, as published.</summary>
    public string Format(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        string text = _text.Replace(Place, question, StringComparison.Ordinal);
        return IsWholePrompt ? text.Trim(' ') : text;
    }

    /// <summary>What the model is given for a question: the whole prompt, or the conversation in the model's chat template.</summary>
    public string Apply(string question, IChatTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        ChatMessage user = new(ChatMessage.User, Format(question));
        if (IsWholePrompt)
            return user.Content;
        return template.Apply(System is null ? [user] : [new ChatMessage(ChatMessage.System, System), user]);
    }
}

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The chat templates that are known, and the way to one's own.</summary>
public static class ChatTemplates
{
    /// <summary>ChatML in Jinja, for the configuration of a model of one's own; it is recognised as <see cref="ChatMl"/>.</summary>
    public const string ChatMlSource =
        "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}"
        + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    /// <summary>Plain ChatML: no turn that was not asked for. Qwen3-Instruct-2507 writes the same.</summary>
    public static IChatTemplate ChatMl { get; } = new ChatMlTemplate("chatml");

    /// <summary>Qwen2: ChatML with its system turn.</summary>
    public static IChatTemplate Qwen2 { get; } = new ChatMlTemplate("qwen2", "You are a helpful assistant.");

    /// <summary>Qwen2.5: ChatML with its system turn.</summary>
    public static IChatTemplate Qwen25 { get; } =
        new ChatMlTemplate("qwen2.5", "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.");

    /// <summary>Qwen2.5-Math: ChatML whose system turn asks for steps and a boxed answer.</summary>
    public static IChatTemplate Qwen25Math { get; } =
        new ChatMlTemplate("qwen2.5-math", @"Please reason step by step, and put your final answer within \boxed{}.");

    /// <summary>Qwen3, thinking.</summary>
    public static IChatTemplate Qwen3 { get; } = new Qwen3Template("qwen3", thinking: true);

    /// <summary>Qwen3 with <c>enable_thinking=false</c>.</summary>
    public static IChatTemplate Qwen3NoThinking { get; } = new Qwen3Template("qwen3-no-thinking", thinking: false);

    /// <summary>Llama 3.</summary>
    public static IChatTemplate Llama3 { get; } = new Llama3Template("llama3", datedSystem: false);

    /// <summary>Llama 3.1 and 3.2, with the published default date.</summary>
    public static IChatTemplate Llama31 { get; } = new Llama3Template("llama3.1", datedSystem: true);

    /// <summary>Mistral 7B Instruct v0.2 as first published: no system turn.</summary>
    public static IChatTemplate MistralV1 { get; } = new MistralTemplate(
        "mistral-v1", new MistralLayout { Open = "[INST] ", Close = " [/INST]", System = MistralSystem.Refused });

    /// <summary>The later template of the same models, with a system turn.</summary>
    public static IChatTemplate MistralV1System { get; } = new MistralTemplate("mistral-v1-system", new MistralLayout
    {
        Open = " [INST] ", Close = " [/INST]", BeforeAnswer = " ", System = MistralSystem.InFirstQuestion,
    });

    /// <summary>Mistral 7B Instruct v0.3.</summary>
    public static IChatTemplate MistralV3 { get; } = new MistralTemplate("mistral-v3", new MistralLayout
    {
        Open = "[INST] ", Close = "[/INST]", BeforeAnswer = " ", TrimAnswer = true, System = MistralSystem.InLastQuestion,
    });

    /// <summary>Mistral NeMo: version 3 without spaces.</summary>
    public static IChatTemplate MistralV3Tekken { get; } = new MistralTemplate(
        "mistral-v3-tekken", new MistralLayout { Open = "[INST]", Close = "[/INST]", System = MistralSystem.InLastQuestion });

    /// <summary>Mistral Large 2411: tags for the system turn.</summary>
    public static IChatTemplate MistralV7 { get; } = new MistralTemplate(
        "mistral-v7", new MistralLayout { Open = "[INST] ", Close = "[/INST]", BeforeAnswer = " ", System = MistralSystem.Tagged });

    /// <summary>DeepSeek-R1 and its distilled models.</summary>
    public static IChatTemplate DeepSeekR1 { get; } = new DeepSeekR1Template("deepseek-r1");

    private static readonly IChatTemplate[] s_all =
    [
        ChatMl, Qwen2, Qwen25, Qwen25Math, Qwen3, Qwen3NoThinking, Llama3, Llama31,
        MistralV1, MistralV1System, MistralV3, MistralV3Tekken, MistralV7, DeepSeekR1,
    ];

    /// <summary>The names that <see cref="Get"/> takes.</summary>
    public static IReadOnlyList<string> KnownNames { get; } = [.. s_all.Select(template => template.Name)];

    /// <summary>A known template by its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that name; the message lists them.</exception>
    public static IChatTemplate Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return s_all.FirstOrDefault(template => template.Name == name) ?? throw new ArgumentOutOfRangeException(
            nameof(name), name, $"There is no chat template of this name. {Known}");
    }

    /// <summary>A template of one's own: a function of the messages and of whether to add the generation prompt.</summary>
    public static IChatTemplate Create(string name, Func<IReadOnlyList<ChatMessage>, bool, string> apply)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(apply);
        return new DelegateChatTemplate(name, apply);
    }

    /// <summary>
    /// Which known template a checkpoint's Jinja source is, by what it writes; null where it is none. The source is not run.
    /// </summary>
    public static IChatTemplate? Recognize(string jinjaSource)
    {
        ArgumentNullException.ThrowIfNull(jinjaSource);
        return JinjaFingerprint.Of(jinjaSource);
    }

    /// <summary>The template of a tokenizer's checkpoint.</summary>
    /// <exception cref="InvalidOperationException">It has none, or one that is not known; the message says what to do.</exception>
    public static IChatTemplate Of(HuggingFaceTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        if (tokenizer.ChatTemplateSource is not { } source)
            throw new InvalidOperationException($"The checkpoint has no chat template. {Known}");
        return Recognize(source) ?? throw new InvalidOperationException($"The checkpoint's chat template is not known. {Known}");
    }

    private static string Known =>
        $"Known are: {string.Join(", ", KnownNames)}. Choose one with {nameof(ChatTemplates)}.{nameof(Get)}, "
        + $"or write your own with {nameof(ChatTemplates)}.{nameof(Create)}.";
}

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Tells which known template a Jinja source is, by the texts that it writes and a few names that it uses. What is not certain is
/// unknown: a template that is nearly right gives prompts that no model was trained on.
/// </summary>
internal sealed class JinjaFingerprint
{
    private readonly string _source;
    private readonly IReadOnlySet<string> _literals;

    private JinjaFingerprint(string source)
    {
        _source = source;
        _literals = JinjaLiterals.Of(source);
    }

    public static IChatTemplate? Of(string source)
    {
        JinjaFingerprint print = new(source);
        if (print.WritesPart("[INST]"))
            return print.Mistral();
        // The others all end where the answer begins, if that is asked for.
        if (!print.Uses("add_generation_prompt"))
            return null;
        if (print.WritesPart("<|start_header_id|>"))
            return print.Llama();
        if (print.WritesPart("<｜User｜>"))
            return print.DeepSeek();
        return print.WritesPart("<|im_start|>assistant\n") && !print.Uses("bos_token") ? print.ChatMl() : null;
    }

    private IChatTemplate? ChatMl()
    {
        string[] systems = [.. _literals.Where(literal => DefaultSystem(literal).Length > 0).Select(DefaultSystem).Distinct()];
        if (systems.Length > 1)
            return null;
        if (!Uses("tools"))
            return _literals.All(IsPlain) && !Uses("trim") && !Uses("strip") ? WithSystem(systems) : null;
        // The blocks for tools are long, and all the same.
        if (!WritesPart("You may call one or more functions") || Uses("vision") || Uses("image"))
            return null;
        if (!WritesPart("<think>"))
            return WithSystem(systems);
        bool isQwen3 = systems.Length == 0 && Uses("last_query_index") && Uses("enable_thinking is false")
            && Writes("<think>\n\n</think>\n\n") && !Writes("<think>\n") && !WritesPart("<|im_start|>assistant\n<think>");
        return isQwen3 ? ChatTemplates.Qwen3 : null;
    }

    private static IChatTemplate? WithSystem(string[] systems) => systems switch
    {
        [] => ChatTemplates.ChatMl,
        ["You are a helpful assistant."] => ChatTemplates.Qwen2,
        ["You are Qwen, created by Alibaba Cloud. You are a helpful assistant."] => ChatTemplates.Qwen25,
        [@"Please reason step by step, and put your final answer within \boxed{}."] => ChatTemplates.Qwen25Math,
        _ => null,
    };

    private IChatTemplate? Llama()
    {
        if (!WritesPart("<|eot_id|>") || !Uses("trim") || !Uses("bos_token"))
            return null;
        if (WritesPart("Cutting Knowledge Date: December 2023\n"))
            return Writes("26 Jul 2024") ? ChatTemplates.Llama31 : null;
        return Uses("tools") || WritesPart("Date") ? null : ChatTemplates.Llama3;
    }

    private IChatTemplate? DeepSeek() =>
        Writes("<｜Assistant｜><think>\n") && Uses("split('</think>')[-1]") && Writes("<｜User｜>") && Uses("ns.system_prompt")
            ? ChatTemplates.DeepSeekR1
            : null;

    private IChatTemplate? Mistral()
    {
        if (WritesPart("<<SYS>>"))
            return null;
        if (Writes("[SYSTEM_PROMPT] ") && Writes("[/SYSTEM_PROMPT]") && Writes("[INST] ") && Writes("[/INST]"))
            return ChatTemplates.MistralV7;
        if (WritesPart("[SYSTEM_PROMPT]"))
            return null;
        if (Writes(" [INST] ") && Writes(" [/INST]") && Uses("loop.first and system_message is defined"))
            return ChatTemplates.MistralV1System;
        if (Writes("[INST] ") && Writes(" [/INST]") && !Uses("system_message"))
            return ChatTemplates.MistralV1;
        if (!Uses("loop.last and system_message is defined") || !Writes("[/INST]"))
            return null;
        if (Writes("[INST] ") && Uses("trim"))
            return ChatTemplates.MistralV3;
        return Writes("[INST]") && !Uses("trim") ? ChatTemplates.MistralV3Tekken : null;
    }

    private bool Writes(string text) => _literals.Contains(text);

    private bool WritesPart(string text) => _literals.Any(literal => literal.Contains(text, StringComparison.Ordinal));

    private bool Uses(string text) => _source.Contains(text, StringComparison.Ordinal);

    /// <summary>The text of a system turn that is written out as a whole; empty where there is none.</summary>
    private static string DefaultSystem(string literal)
    {
        const string Open = "<|im_start|>system\n", Close = "<|im_end|>";
        string text = literal.Trim('\n');
        return text.Length > Open.Length + Close.Length
            && text.StartsWith(Open, StringComparison.Ordinal) && text.EndsWith(Close, StringComparison.Ordinal)
            ? text[Open.Length..^Close.Length]
            : string.Empty;
    }

    /// <summary>Whether a text is made of nothing but ChatML's tags, roles and line ends, or is a default system turn.</summary>
    private static bool IsPlain(string literal)
    {
        if (DefaultSystem(literal).Length > 0)
            return true;
        foreach (string part in (string[])["<|im_start|>", "<|im_end|>", "system", "user", "assistant", "role", "content", "\n"])
            literal = literal.Replace(part, string.Empty, StringComparison.Ordinal);
        return literal.Trim().Length == 0;
    }
}

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Which sources are recognised: sketches of the published ones, with what tells them apart, and near misses.</summary>
[TestClass]
public sealed class JinjaFingerprintTests
{
    private const string Prompt = "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

    private const string Turns =
        "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\\n' + m['content'] + '<|im_end|>' + '\\n' }}{% endfor %}";

    private const string Tools = "{% if tools %}{{ 'You may call one or more functions to' }}{% endif %}";

    private const string InstructionTurns =
        "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'user' %}{{ OPEN + m['content'] + CLOSE }}{% endif %}{% endfor %}";

    [TestMethod]
    [DataRow(Turns + Prompt, "chatml")]
    [DataRow("{# a 'comment' #}{%- for m in messages -%}\n  {{- \"<|im_start|>\" ~ m.role ~ \"\\n\" -}}\n{%- endfor -%}\n" + Prompt, "chatml")]
    [DataRow(Tools + Turns + Prompt, "chatml")]
    [DataRow("{{ '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}" + Turns + Prompt, "qwen2")]
    [DataRow("{{ '<|im_start|>system\\nYou are Qwen, created by Alibaba Cloud. You are a helpful assistant.<|im_end|>\\n' }}"
        + Tools + Turns + Prompt, "qwen2.5")]
    [DataRow("{{ '<|im_start|>system\\nPlease reason step by step, and put your final answer within \\\\boxed{}.<|im_end|>\\n' }}"
        + Tools + Turns + Prompt, "qwen2.5-math")]
    [DataRow(Tools + Turns + Prompt + "{{ ns.last_query_index }}{% if enable_thinking is false %}{{ '<think>\\n\\n</think>\\n\\n' }}{% endif %}",
        "qwen3")]
    // A default system turn, tags, roles or changes of one's own: nearly right is wrong.
    [DataRow("{{ '<|im_start|>system\\nYou are a pirate.<|im_end|>\\n' }}" + Turns + Prompt, null)]
    [DataRow("{{ '<|im_start|>system\\nYou are a pirate.<|im_end|>\\n' }}" + Tools + Turns + Prompt, null)]
    [DataRow("{{ bos_token }}" + Turns + Prompt, null)]
    [DataRow(Turns + "{{ '<|im_start|>assistant\\n' }}", null)]
    [DataRow(Turns + "{{ 'Think hard.' }}" + Prompt, null)]
    [DataRow("Hello!" + Turns + Prompt, null)]
    [DataRow("{% set c = m['content'] | trim %}" + Turns + Prompt, null)]
    [DataRow(Tools + Turns + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n<think>\\n' }}{% endif %}", null)]
    [DataRow(Tools + Turns + Prompt + "{{ '<think>\\n' }}", null)]
    [DataRow("", null)]
    [DataRow("{% for", null)]
    [DataRow("{{ 'no end", null)]
    [DataRow("{# no end", null)]
    public void ChatML_and_its_families(string source, string? expected)
    {
        Assert.AreEqual(expected, ChatTemplates.Recognize(source)?.Name);
    }

    [TestMethod]
    [DataRow("'[INST] '", "' [/INST]'", "", "mistral-v1")]
    [DataRow("' [INST] '", "' [/INST]'", "{% if loop.first and system_message is defined %}{% endif %}", "mistral-v1-system")]
    [DataRow("\"[INST] \"", "\"[/INST]\"", "{% if loop.last and system_message is defined %}{{ x | trim }}{% endif %}", "mistral-v3")]
    [DataRow("\"[INST]\"", "\"[/INST]\"", "{% if loop.last and system_message is defined %}{% endif %}", "mistral-v3-tekken")]
    [DataRow("'[INST] '", "'[/INST]'", "{{ '[SYSTEM_PROMPT] ' + m['content'] + '[/SYSTEM_PROMPT]' }}", "mistral-v7")]
    [DataRow("'[INST] '", "' [/INST]'", "{{ '<<SYS>>\\n' }}", null)]
    [DataRow("'[INST]'", "'[/INST]'", "{{ '[SYSTEM_PROMPT]' + m['content'] + '[/SYSTEM_PROMPT]' }}", null)]
    [DataRow("'[INST] '", "'[/INST]'", "", null)]
    public void Mistral_s_versions_differ_in_spaces(string open, string close, string more, string? expected)
    {
        string source = InstructionTurns.Replace("OPEN", open).Replace("CLOSE", close) + more;

        Assert.AreEqual(expected, ChatTemplates.Recognize(source)?.Name);
    }

    [TestMethod]
    [DataRow("", "llama3")]
    [DataRow("{% set date_string = '26 Jul 2024' %}{{ 'Cutting Knowledge Date: December 2023\\n' }}", "llama3.1")]
    [DataRow("{{ 'Cutting Knowledge Date: December 2023\\n' }}", null)]
    [DataRow("{% if tools %}{% endif %}", null)]
    public void Llama_s_versions_differ_in_dates(string more, string? expected)
    {
        string source = "{{ bos_token }}{{ '<|start_header_id|>' + m['role'] + '<|end_header_id|>\\n\\n' + m['content'] | trim + '<|eot_id|>' }}"
            + "{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}" + more;

        Assert.AreEqual(expected, ChatTemplates.Recognize(source)?.Name);
    }

    [TestMethod]
    public void The_source_that_we_give_away_is_recognised()
    {
        Assert.AreSame(ChatTemplates.ChatMl, ChatTemplates.Recognize(ChatTemplates.ChatMlSource));
    }
}

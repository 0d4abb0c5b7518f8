namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// The prompts with which the papers that this project builds on evaluate: VERL's 25 (<c>verl/...</c>), LED's two (<c>led/...</c>),
/// ReLaX's two (<c>relax/...</c>). They differ, and figures are comparable only under the same one.
/// </summary>
/// <remarks>
/// VERL's stop strings for its Qwen prompts are plain words (<c>user</c>, <c>assistant</c>): they cut an answer that uses these words.
/// </remarks>
public static class EvaluationPrompts
{
    private const string Boxed = @"Please reason step by step, and put your final answer within \boxed{}.";

    private static readonly EvaluationPrompt[] s_all =
    [
        Verl("direct", "Question: {input}\nAnswer: "),
        Verl("cot", "Question: {input}\nAnswer: ", "\n\nQuestion:"),
        Verl("pal", "Question: {input}\n\n", "\n\n---", "```output"),
        Verl("tool-integrated", "Question: {input}\n\nSolution:\n", "\n\n---", "```output"),
        Verl("self-instruct", "<|user|>\n{input}\n<|assistant|>\n"),
        Verl("tora", "<|user|>\n{input}\n<|assistant|>\n"),
        Verl("wizard_zs", "### Instruction:\n{input}\n\n### Response: Let's think step by step.", "Instruction", "Response"),
        Verl("platypus_fs", "### Instruction:\n{input}\n\n### Response:\n", "Instruction", "Response"),
        Verl("deepseek-math", "User: {input}\n" + Boxed + "\n\nAssistant:", "\nProblem", "User:", "Assistant:", "</answer>"),
        Verl("kpmath",
            "User: Please reason step by step and put your final answer at the end with \"The answer is: \".\n\n{input}\n\nAssistant:"),
        Verl("jiuzhang", "## Question\n{input}\n\n## Solution\n", "\n\n## Question"),
        Verl("jiuzhang_tora", "## Question\n{input}\n\n## Code Solution\n", "\n\n---", "```output"),
        Verl("jiuzhang_nl", "## Question\n{input}\n\n## Natural Language Solution\n", "\n\n## Question"),
        Verl("mmiqc", "Please solve the following problem and put your answer at the end with \"The answer is: \".\n\n{input}\n\n"),
        Verl("abel", "Question:\n{input}\nAnswer:\nLet's think step by step.\n", "Question:", "Answer:"),
        Verl("shepherd", "{input}\n"),
        Verl("qwen-boxed",
            "<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n{input}\n" + Boxed
            + "<|im_end|>\n<|im_start|>assistant\n",
            "assistant", "user", "_end", "_start"),
        Verl("qwen25-math-cot",
            "<|im_start|>system\n" + Boxed + "<|im_end|>\n<|im_start|>user\n{input}<|im_end|>\n<|im_start|>assistant\n",
            "assistant", "user", "_end", "_start"),
        Verl("mathstral", "{input}\n" + Boxed),
        Verl("internlm-math-fs", "Question:{input}\nAnswer:"),
        Verl("internlm-math-chat", "<|im_start|>user\n{input}<|im_end|>\n<|im_start|>assistant\n"),
        Verl("mistral", "[INST] {input}[/INST]"),
        Verl("numina", "### Problem: {input}\n### Solution:", "\n### Problem"),
        Verl("o1_cot", "[Round 0] USER:\n{input}\n" + Boxed + " ASSISTANT:\n"),
        Verl("deepseek-r1",
            "A conversation between User and Assistant. The user asks a question, and the Assistant solves it. "
            + "The assistant first thinks about the reasoning process in the mind and then provides the user with the answer. "
            + "The reasoning process and answer are enclosed within <think> </think> and <answer> </answer> tags, respectively, "
            + "i.e., <think> reasoning process here </think> <answer> answer here </answer>. User: {input}. Assistant:",
            "\nProblem", "User:", "Assistant:", "</answer>"),
        new("led/math", Boxed + "\n\n{input}", isWholePrompt: false),
        new("led/multiple-choice",
            "Please solve the following multiple-choice question. Please show your choice in the answer field with only the choice letter, "
            + "e.g.,\"answer\": \"C\".\n\n{input}",
            isWholePrompt: false),
        new("relax/text", "{input}", isWholePrompt: false, system: Boxed),
        new("relax/vision", "{input}", isWholePrompt: false,
            system: @"Given the images and the question, please reason step by step, and put your final answer within \boxed{}."),
    ];

    /// <summary>The names that <see cref="Get"/> takes.</summary>
    public static IReadOnlyList<string> KnownNames { get; } = [.. s_all.Select(prompt => prompt.Name)];

    /// <summary>A prompt by its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that name; the message lists them.</exception>
    public static EvaluationPrompt Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return s_all.FirstOrDefault(prompt => prompt.Name == name) ?? throw new ArgumentOutOfRangeException(
            nameof(name), name, $"There is no evaluation prompt of this name. Known are: {string.Join(", ", KnownNames)}.");
    }

    // Every answer of that evaluation also ends at the texts of three end tokens.
    private static EvaluationPrompt Verl(string name, string text, params string[] stopStrings) =>
        new($"verl/{name}", text, isWholePrompt: true, system: null, ["</s>", "<|im_end|>", "<|endoftext|>", .. stopStrings]);
}

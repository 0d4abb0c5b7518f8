namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The files of a tokenizer as they were read, so that they can be written back byte for byte.</summary>
internal sealed class TokenizerFiles
{
    public const string Definition = "tokenizer.json";
    public const string Configuration = "tokenizer_config.json";
    public const string SpecialTokens = "special_tokens_map.json";
    public const string ChatTemplate = "chat_template.jinja";
    public const string ChatTemplateJson = "chat_template.json";

    // We read the first five; the others say the same to other readers and belong to the checkpoint.
    private static readonly string[] s_names =
    [
        Definition, Configuration, SpecialTokens, ChatTemplate, ChatTemplateJson,
        "added_tokens.json", "vocab.json", "merges.txt", "tokenizer.model",
    ];

    private readonly Dictionary<string, byte[]> _contents;

    public TokenizerFiles(string directory, Dictionary<string, byte[]> contents)
    {
        Directory = directory;
        _contents = contents;
    }

    /// <summary>Where they came from, for messages.</summary>
    public string Directory { get; }

    /// <exception cref="FileNotFoundException">There is no tokenizer.json.</exception>
    public static TokenizerFiles Load(string path)
    {
        string directory = System.IO.Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        string definition = System.IO.Directory.Exists(path) ? Path.Combine(path, Definition) : path;
        if (!File.Exists(definition))
            throw new FileNotFoundException($"There is no tokenizer at '{definition}'.", definition);
        Dictionary<string, byte[]> contents = new() { [Definition] = File.ReadAllBytes(definition) };
        foreach (string name in s_names.Skip(1))
            if (Path.Combine(directory, name) is var file && File.Exists(file))
                contents[name] = File.ReadAllBytes(file);
        return new TokenizerFiles(directory, contents);
    }

    public string PathOf(string name) => Path.Combine(Directory, name);

    public byte[]? Find(string name) => _contents.GetValueOrDefault(name);

    public void Save(string directory)
    {
        System.IO.Directory.CreateDirectory(directory);
        foreach ((string name, byte[] content) in _contents)
            File.WriteAllBytes(Path.Combine(directory, name), content);
    }
}

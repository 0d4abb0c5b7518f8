using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

public sealed partial class CausalLanguageModel
{
    /// <summary>Reads a Hugging Face directory: config.json, safetensors weights, and the tokenizer if there is one.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="options">Device and precision.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="FormatException">
    /// A file is malformed, or the weights do not fit the configuration; the message names file and field.
    /// </exception>
    /// <exception cref="NotSupportedException">The architecture or an option of it is not known.</exception>
    public static CausalLanguageModel Load(string directory, LoadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        if (!Directory.Exists(directory))
            throw new DirectoryNotFoundException($"There is no model directory '{directory}'.");
        options ??= new LoadOptions();
        ModelConfiguration configuration = ModelConfiguration.Load(directory);
        ScalarType precision = CheckPrecision(options.Precision ?? configuration.Precision ?? ScalarType.Float32);
        HuggingFaceTokenizer? tokenizer =
            File.Exists(Path.Combine(directory, TokenizerFiles.Definition)) ? HuggingFaceTokenizer.Load(directory) : null;
        string generation = Path.Combine(directory, GenerationDefaults.FileName);
        GenerationDefaults? defaults = GenerationDefaults.Load(directory);
        using CheckpointWeights checkpoint = CheckpointWeights.Open(directory);
        // Before anything is allocated: what a hostile configuration asks for is not in the file.
        checkpoint.Check(WeightLayout.Of(configuration));
        var weights = new ModelWeights(configuration, precision, options.Device ?? CPU);
        try
        {
            checkpoint.CopyTo(weights, options.CancellationToken);
            return new CausalLanguageModel(configuration, weights, tokenizer, File.Exists(generation) ? File.ReadAllBytes(generation) : null)
            {
                GenerationDefaults = defaults,
                SourceDirectory = Path.GetFullPath(directory),
            };
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>A new model with random weights, which depend on the configuration and the seed only.</summary>
    /// <param name="configuration">The shape. Its precision is the model's; Float32 where it has none.</param>
    /// <param name="tokenizer">The tokenizer, which the model does not own; null: token ids only.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="device">Where the weights go. Default: the CPU.</param>
    public static CausalLanguageModel Create(
        ModelConfiguration configuration, HuggingFaceTokenizer? tokenizer, ulong seed, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Validated(nameof(configuration));
        var weights = new ModelWeights(configuration, CheckPrecision(configuration.Precision ?? ScalarType.Float32), device ?? CPU);
        WeightInitialization.Fill(weights, configuration.LayerCount, seed);
        return new CausalLanguageModel(configuration, weights, tokenizer, null);
    }

    /// <summary>
    /// Writes a directory that Hugging Face's libraries read: config.json, model.safetensors, generation_config.json and the
    /// tokenizer's files. It is written beside the old one and renamed when it is complete.
    /// </summary>
    /// <param name="directory">The directory. One that holds a model is replaced as a whole; one that holds other files is refused.</param>
    /// <exception cref="IOException">The directory cannot be written, or holds other files; it stays as it is.</exception>
    public void SaveHuggingFace(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        DirectoryReplacement.Write(directory, ConfigurationReader.FileName, target =>
        {
            SafetensorsWriter.Write(Path.Combine(target, CheckpointWeights.FileName), Parameters);
            Configuration.Save(Path.Combine(target, ConfigurationReader.FileName));
            Tokenizer?.Save(target);
            if (_generationConfiguration is not null)
                File.WriteAllBytes(Path.Combine(target, GenerationDefaults.FileName), _generationConfiguration);
        });
    }

    private static ScalarType CheckPrecision(ScalarType precision) => precision is ScalarType.Float32 or ScalarType.BFloat16
        ? precision
        : throw new NotSupportedException($"The precision {precision} is not supported; known: Float32, BFloat16.");
}

using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Mutated config.json and shard indices: an error that names the file, or numbers that fit each other.</summary>
[TestClass]
public sealed class ConfigurationFuzzTests
{
    private const string Configuration = """
        {"model_type":"llama","vocab_size":320,"hidden_size":64,"intermediate_size":96,"num_hidden_layers":4,"num_attention_heads":4,
         "num_key_value_heads":2,"max_position_embeddings":256,"rms_norm_eps":1e-05,"tie_word_embeddings":true,"eos_token_id":[2,3],"torch_dtype":"bfloat16",
         "rope_scaling":{"rope_type":"llama3","factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0,"original_max_position_embeddings":32}}
        """;

    private const string Index = """{"metadata":{"total_size":1},"weight_map":{"a":"1.safetensors","b":"1.safetensors","c":"2.safetensors"}}""";

    private static readonly string[] s_tokens =
    [
        "-1", "0", "7", "1e400", "99999999999999999999", "0.5", "null", "true", "\"\"", "\"..\"", "\"../x\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[[", "}", ",", ":", "\"",
    ];

    [TestMethod]
    public void A_mutated_configuration_is_refused_or_consistent()
    {
        int read = Fuzz("config.json", Configuration, file =>
        {
            ModelConfiguration found = ModelConfiguration.Load(file);
            Assert.AreEqual(0, found.HeadCount % found.KeyValueHeadCount);
            Assert.IsTrue(found.VocabularySize > 0 && found.HiddenSize > 0 && found.HeadSize % 2 == 0);
            Assert.IsTrue(RotaryFrequencies.Of(found.RopeTheta, Math.Min(found.HeadSize, 256), found.RotaryScaling, found.ContextLength).Values.All(double.IsFinite));
        });
        Assert.IsGreaterThan(10, read);
    }

    [TestMethod]
    public void A_mutated_index_is_refused_or_names_files_of_its_directory()
    {
        int read = Fuzz(ShardIndex.FileName, Index, file =>
        {
            string directory = Path.GetDirectoryName(file)!;
            foreach (string shard in ShardIndex.Read(file).Values)
                Assert.AreEqual(directory, Path.GetDirectoryName(Path.GetFullPath(shard)));
        });
        Assert.IsGreaterThan(10, read);
    }

    /// <returns>How many inputs were read without an error.</returns>
    private static int Fuzz(string name, string good, Action<string> readAndCheck)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory.PathOf("1.safetensors"), "");
        File.WriteAllText(directory.PathOf("2.safetensors"), "");
        string file = directory.PathOf(name);
        int read = 0;
        Gen<(int Place, int Length, int Token)[]> mutations =
            (from place in Gen.Choose(0, good.Length)
             from length in Gen.Choose(0, 6)
             from token in Gen.Choose(0, s_tokens.Length + 10)
             select (place, length, token)).ArrayOf(2);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(mutations.ToArbitrary(), all =>
        {
            string text = good;
            foreach ((int place, int length, int token) in all.Take(all[0].Token % 2 + 1))
            {
                int at = Math.Min(place, text.Length);
                string inserted = token < s_tokens.Length ? s_tokens[token] : "";
                text = text[..at] + inserted + text[Math.Min(text.Length, at + length)..];
            }

            File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text));
            try
            {
                readAndCheck(file);
                read++;
            }
            catch (Exception e) when (e is FormatException or NotSupportedException)
            {
                Assert.Contains(file, e.Message);
            }
        }));
        return read;
    }
}

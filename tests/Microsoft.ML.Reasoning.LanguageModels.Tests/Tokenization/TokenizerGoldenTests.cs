using System.Text.Json;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Every row of the reference's ids and texts, for every published tokenizer and every variant.</summary>
[TestClass]
[TestCategory("Golden")]
public sealed class TokenizerGoldenTests
{
    [TestMethod]
    [DataRow("gpt2", 343)]
    [DataRow("qwen2.5", 342)]
    [DataRow("llama3.2", 353)]
    [DataRow("deepseek-r1-distill-qwen", 319)]
    [DataRow("llama2", 388)]
    [DataRow("mistral-7b-v0.1", 299)]
    [DataRow("phi3-mini", 319)]
    public void Texts_have_the_reference_ids_and_come_back_as_the_reference_decodes_them(string name, int rows)
    {
        HuggingFaceTokenizer tokenizer = GoldenTokenizers.Load(name);

        Assert.AreEqual(rows, Check(GoldenTokenizers.Rows(name, "cases.jsonl"), _ => tokenizer, withSkipped: true));
    }

    [TestMethod]
    public void Variants_have_the_reference_ids_and_come_back_as_the_reference_decodes_them()
    {
        Dictionary<string, HuggingFaceTokenizer> variants = [];
        HuggingFaceTokenizer Of(JsonElement row)
        {
            string name = row.GetProperty("variant").GetString()!;
            if (!variants.TryGetValue(name, out HuggingFaceTokenizer? tokenizer))
                variants[name] = tokenizer = GoldenTokenizers.LoadVariant(name);
            return tokenizer;
        }

        Assert.AreEqual(387, Check(GoldenTokenizers.Rows("variants", "cases.jsonl"), Of, withSkipped: false));
        Assert.HasCount(9, variants);
    }

    [TestMethod]
    [DataRow("gpt2", 106)]
    [DataRow("qwen2.5", 78)]
    [DataRow("llama3.2", 98)]
    [DataRow("deepseek-r1-distill-qwen", 78)]
    [DataRow("llama2", 118)]
    [DataRow("mistral-7b-v0.1", 118)]
    [DataRow("phi3-mini", 118)]
    public void Any_ids_decode_as_the_reference_does_at_once_and_one_by_one(string name, int rows)
    {
        HuggingFaceTokenizer tokenizer = GoldenTokenizers.Load(name);
        List<string> wrong = [];
        int count = 0;
        foreach (JsonElement row in GoldenTokenizers.Rows(name, "decode_cases.jsonl"))
        {
            count++;
            int[] ids = GoldenTokenizers.Ids(row);
            string expected = row.GetProperty("decoded").GetString()!;
            bool skip = row.GetProperty("skip_special_tokens").GetBoolean();
            IncrementalDecoder decoder = tokenizer.OpenDecoder(skip);
            if (tokenizer.Decode(ids, skip) != expected)
                wrong.Add($"{row.GetRawText()}: {tokenizer.Decode(ids, skip)}");
            if (string.Concat(ids.Select(decoder.Append)) + decoder.Complete() != expected)
                wrong.Add($"{row.GetRawText()}: one by one");
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong.Take(10)));
        Assert.AreEqual(rows, count);
    }

    private static int Check(IEnumerable<JsonElement> rows, Func<JsonElement, HuggingFaceTokenizer> tokenizerOf, bool withSkipped)
    {
        List<string> wrong = [];
        int count = 0;
        foreach (JsonElement row in rows)
        {
            count++;
            HuggingFaceTokenizer tokenizer = tokenizerOf(row);
            string text = row.GetProperty("text").GetString()!;
            int[] expected = GoldenTokenizers.Ids(row);
            IReadOnlyList<int> ids = tokenizer.Encode(text, row.GetProperty("add_special_tokens").GetBoolean());
            string decoded = row.GetProperty("decoded").GetString()!;
            string skipped = row.TryGetProperty("decoded_skip_special", out JsonElement other) ? other.GetString()! : decoded;
            if (!ids.SequenceEqual(expected))
                wrong.Add($"{row.GetRawText()}: ids {string.Join(',', ids)}");
            // The same by the way that also tells where the tokens lie.
            int[] located = [.. tokenizer.EncodeToTokens(text, out _).Select(token => token.Id)];
            if (!located.SequenceEqual(tokenizer.EncodeToIds(text)))
                wrong.Add($"{row.GetRawText()}: located {string.Join(',', located)}");
            if (tokenizer.Decode(expected, skipSpecialTokens: false) != decoded)
                wrong.Add($"{row.GetRawText()}: decoded {tokenizer.Decode(expected, skipSpecialTokens: false)}");
            if (withSkipped && tokenizer.Decode(expected, skipSpecialTokens: true) != skipped)
                wrong.Add($"{row.GetRawText()}: without special {tokenizer.Decode(expected, skipSpecialTokens: true)}");
        }
        Assert.IsEmpty(wrong, string.Join('\n', wrong.Take(10).Select(line => line[..Math.Min(line.Length, 1500)])));
        return count;
    }
}

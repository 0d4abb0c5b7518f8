using System.Globalization;
using Microsoft.ML.Reasoning.LanguageModels;

namespace LatentMetrics;

/// <summary>A varied response and one that repeats itself, of the same length and to the same problem, for the figure.</summary>
internal static class SpectrumComparison
{
    private const int LineLength = 62, Tokens = 100;

    /// <summary>A right response of some length in which no four words occur twice.</summary>
    public static MeasuredRow PickVaried(IEnumerable<MeasuredRow> sampled) =>
        sampled.Where(row => row.Correct && Repetition(row) == 0).MinBy(row => Math.Abs(row.TokenCount - Tokens))!;

    /// <summary>
    /// This model does not repeat itself, so the repetitive response is written: one worked step of the varied one again and again. The
    /// states are what the model makes of it.
    /// </summary>
    public static ResponseRow WriteRepetitive(MeasuredRow varied, HuggingFaceTokenizer tokenizer)
    {
        string step = varied.Response.Split('\n')[1] + '\n', response = step;
        while (tokenizer.Encode(response + step, addSpecialTokens: false).Count <= varied.TokenCount)
            response += step;
        return new ResponseRow { Prompt = varied.Prompt, Response = response, TokenCount = tokenizer.Encode(response, addSpecialTokens: false).Count };
    }

    public static string Draw(MeasuredRow repetitive, MeasuredRow varied) => SpectrumFigure.Draw(
        Panel("Repetitive response", "#0072B2", isDiamond: false, repetitive, "written: one step of the other, again and again"),
        Panel("Varied response", "#D55E00", isDiamond: true, varied,
            string.Create(CultureInfo.InvariantCulture, $"sampled at temperature {varied.Temperature:0.0}, right")));

    /// <summary>The share of sequences of four words that occurred before.</summary>
    private static double Repetition(MeasuredRow row)
    {
        string[] words = row.Response.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        string[] sequences = [.. Enumerable.Range(0, Math.Max(0, words.Length - 3)).Select(first => string.Join(' ', words[first..(first + 4)]))];
        return sequences.Length == 0 ? 0 : 1 - (double)sequences.Distinct().Count() / sequences.Length;
    }

    private static SpectrumPanel Panel(string title, string colour, bool isDiamond, MeasuredRow row, string origin) => new(
        title,
        string.Create(CultureInfo.InvariantCulture,
            $"DSD {row.Dsd:0.0000}, max |λ| {row.LargestModulus:0.00}, ER {row.Rank[0]:0.0}, repeated 4-grams {100 * Repetition(row):0} %"),
        colour, isDiamond, [.. row.Spectrum], [$"({row.TokenCount} tokens, {origin})", .. Wrap(row.Response)]);

    /// <summary>The text below the panel, broken where it is too long for its width.</summary>
    private static IEnumerable<string> Wrap(string response) =>
        response.TrimEnd().Split('\n').SelectMany(line => line.Chunk(LineLength)).Select(part => new string(part));
}

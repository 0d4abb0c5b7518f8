using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>One of Unicode's four normal forms (NFC, NFD, NFKC, NFKD).</summary>
internal sealed class UnicodeNormalizer : ITextNormalizer
{
    private const char Refused = '\uFFFE';

    private readonly NormalizationForm _form;

    public UnicodeNormalizer(NormalizationForm form)
    {
        // Without Unicode's tables .NET returns the text unchanged, and ids would silently differ.
        if ("e\u0301".Normalize(NormalizationForm.FormC) != "\u00E9")
            throw new PlatformNotSupportedException(
                "This tokenizer needs Unicode normalization, which is off here: do not run in globalization-invariant mode.");
        _form = form;
    }

    // .NET refuses this one code point, which no normal form changes and nothing composes with: what lies between is normalized.
    public string Normalize(string text) => text.Contains(Refused)
        ? string.Join(Refused, text.Split(Refused).Select(part => part.Normalize(_form)))
        : text.Normalize(_form);
}

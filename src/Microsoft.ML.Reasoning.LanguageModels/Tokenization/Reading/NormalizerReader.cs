using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads tokenizer.json's <c>normalizer</c>.</summary>
internal static class NormalizerReader
{
    public static ITextNormalizer? Read(JsonField? field) => field is { } present ? ReadOne(present) : null;

    private static ITextNormalizer ReadOne(JsonField field)
    {
        string type = field.Required("type").AsString();
        return type switch
        {
            "Sequence" => new NormalizerSequence([.. field.Required("normalizers").Items().Select(ReadOne)]),
            "NFC" => new UnicodeNormalizer(NormalizationForm.FormC),
            "NFD" => new UnicodeNormalizer(NormalizationForm.FormD),
            "NFKC" => new UnicodeNormalizer(NormalizationForm.FormKC),
            "NFKD" => new UnicodeNormalizer(NormalizationForm.FormKD),
            "Prepend" => new PrependNormalizer(field.Required("prepend").AsString()),
            "Replace" => new ReplaceNormalizer(PatternField.Read(field), field.Required("content").AsString()),
            _ => throw field.Unsupported(
                $"is of type '{type}'; known are Sequence, NFC, NFD, NFKC, NFKD, Prepend and Replace"),
        };
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Microsoft.ML.Reasoning.Verify;

/// <summary>One line of output; the id is the JSON that the row gave.</summary>
internal sealed record Verdict(string? RawId, bool Correct, string? Extracted, string? NormalGold, string? NormalPrediction, string Reason)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(Stream output)
    {
        using (var writer = new Utf8JsonWriter(output, Readable))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("id");
            writer.WriteRawValue(RawId ?? "null");
            writer.WriteBoolean("correct", Correct);
            writer.WriteString("extracted", Extracted);
            writer.WriteString("normal_gold", NormalGold);
            writer.WriteString("normal_prediction", NormalPrediction);
            writer.WriteString("reason", Reason);
            writer.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Microsoft.ML.Reasoning.Verify;

/// <summary>One line of output.</summary>
internal sealed record Verdict(string? Id, bool Correct, string? Extracted, string? NormalGold, string? NormalPrediction, string Reason)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(Stream output)
    {
        using (var writer = new Utf8JsonWriter(output, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("id", Id);
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

using System.Globalization;
using System.Text;

namespace TorchSharp;

/// <summary>Writes the values of a tensor for people to read; long dimensions are cut in their middle.</summary>
internal sealed class TensorPrinter(torch.Tensor tensor, string format, CultureInfo culture, string newLine, int width)
{
    private const int Shown = 6;

    private readonly StringBuilder text = new();

    /// <summary>The values between nested brackets.</summary>
    public string Nested(char open, char close)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        Nest(tensor, 0, open, close);
        return text.ToString();
    }

    /// <summary>A number after the description, or the matrices of the last two dimensions below it.</summary>
    public string Table()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        if (tensor.ndim == 0)
            text.Append(", value = ").Append(Number(tensor));
        else
            Matrices(tensor, "");
        return text.ToString();
    }

    private void Nest(torch.Tensor part, int depth, char open, char close)
    {
        if (part.ndim == 0)
        {
            text.Append(Number(part));
            return;
        }
        string between = part.ndim == 1 ? ", " : $",{newLine}{new string(' ', depth + 1)}";
        long length = part.shape[0];
        text.Append(open);
        for (long i = 0; i < length; i++)
        {
            if (i > 0)
                text.Append(between);
            if (length > Shown && i == Shown / 2)
            {
                text.Append("...").Append(between);
                i = length - (Shown / 2);
            }
            Nest(part[i], depth + 1, open, close);
        }
        text.Append(close);
    }

    private void Matrices(torch.Tensor part, string place)
    {
        if (part.ndim > 2)
        {
            for (long i = 0; i < part.shape[0]; i++)
                Matrices(part[i], $"{place}{i},");
            return;
        }
        if (place.Length > 0)
            text.Append(newLine).Append($"[{place}..,..] =");
        text.Append(newLine);
        torch.Tensor matrix = part.ndim == 2 ? part : part.unsqueeze(0);
        string[][] rows = [.. Enumerable.Range(0, (int)matrix.shape[0]).Select(row => Row(matrix[row]))];
        int column = rows.SelectMany(row => row).Select(cell => cell.Length).DefaultIfEmpty(0).Max() + 1;
        foreach (string[] row in rows)
        {
            foreach (string cell in row)
                text.Append(cell.PadLeft(column));
            text.Append(newLine);
        }
    }

    private string[] Row(torch.Tensor row)
    {
        var cells = new List<string>();
        int left = width;
        for (long i = 0; i < row.shape[0]; i++)
        {
            string cell = Number(row[i]);
            left -= cell.Length + 1;
            if (left < 4)
                return [.. cells, "..."];
            cells.Add(cell);
        }
        return [.. cells];
    }

    private string Number(torch.Tensor element)
    {
        Scalar value = element.ToScalar();
        return value.Type switch
        {
            torch.ScalarType.Bool => value.ToBoolean().ToString(culture),
            torch.ScalarType.Int64 => value.ToInt64().ToString(culture),
            torch.ScalarType.Float64 when element.dtype == torch.ScalarType.Float64 => value.ToDouble().ToString(format, culture),
            torch.ScalarType.Float64 => value.ToSingle().ToString(format, culture),
            _ => value.ToComplexFloat64().ToString(format, culture),
        };
    }
}

using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    public static TensorStringStyle TensorStringStyle { get; set; } = TensorStringStyle.Julia;

    public partial class Tensor
    {
        /// <summary>Shape, type and device, not the values.</summary>
        public override string ToString() => $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null,
            string? newLine = null) =>
            disamb ? ToString(torch.TensorStringStyle, fltFormat, width, cultureInfo, newLine) : ToString();

        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null,
            string? newLine = null)
        {
            if (style == TensorStringStyle.Default)
                style = torch.TensorStringStyle;
            if (style == TensorStringStyle.Metadata || is_meta)
                return ToString();
            var printer = new TensorPrinter(this, fltFormat ?? "g5", cultureInfo ?? CultureInfo.CurrentCulture,
                newLine ?? Environment.NewLine, width ?? 100);
            return style switch
            {
                TensorStringStyle.Numpy => printer.Nested('[', ']'),
                TensorStringStyle.CSharp => $"{this}, value = {printer.Nested('{', '}')}",
                TensorStringStyle.Julia => $"{this}{printer.Table()}",
                _ => throw new ArgumentException($"Unsupported tensor string style: {style}"),
            };
        }
    }
}

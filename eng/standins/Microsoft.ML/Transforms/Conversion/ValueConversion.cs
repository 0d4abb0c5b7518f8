using System.Globalization;
using System.Linq.Expressions;

namespace Microsoft.ML.Data;

// The conversions that ML.NET has: within the signed and within the unsigned integers, from all numbers to reals, truth and text, from
// truth to signed integers, reals and text, and from text to numbers and truth. None from reals to integers.
internal static class ValueConversion
{
    private static readonly Type[] Signed = [typeof(sbyte), typeof(short), typeof(int), typeof(long)];
    private static readonly Type[] Unsigned = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];
    private static readonly Type[] Real = [typeof(float), typeof(double)];

    public static bool Exists(Type source, Type target)
    {
        bool isInteger = Signed.Contains(source) || Unsigned.Contains(source);
        return source == target
            || (Signed.Contains(source) && Signed.Contains(target))
            || (Unsigned.Contains(source) && Unsigned.Contains(target))
            || ((isInteger || Real.Contains(source)) && (Real.Contains(target) || IsText(target) || target == typeof(bool)))
            || (source == typeof(bool) && (Signed.Contains(target) || Real.Contains(target) || IsText(target)))
            || (IsText(source) && (Signed.Contains(target) || Unsigned.Contains(target) || Real.Contains(target) || target == typeof(bool)));
    }

    public static Func<TSource, TTarget> Find<TSource, TTarget>()
    {
        if (typeof(TSource) == typeof(TTarget))
            return value => (TTarget)(object)value;
        if (IsText(typeof(TTarget)))
            return value => (TTarget)(object)ToText(value).AsMemory();
        if (IsText(typeof(TSource)))
            return value => Parse<TTarget>((ReadOnlyMemory<char>)(object)value);
        if (typeof(TTarget) == typeof(bool) || typeof(TSource) == typeof(bool))
            return value => (TTarget)Convert.ChangeType(value, typeof(TTarget), CultureInfo.InvariantCulture);
        ParameterExpression parameter = Expression.Parameter(typeof(TSource));
        Func<TSource, TTarget> cast = Expression.Lambda<Func<TSource, TTarget>>(Expression.Convert(parameter, typeof(TTarget)), parameter).Compile();
        if (!Unsigned.Contains(typeof(TTarget)))
            return cast;
        // An unsigned integer that does not fit is missing: 0.
        ulong largest = Convert.ToUInt64(typeof(TTarget).GetField(nameof(ulong.MaxValue)).GetValue(null), CultureInfo.InvariantCulture);
        return value => Convert.ToUInt64(value, CultureInfo.InvariantCulture) <= largest ? cast(value) : default;
    }

    private static bool IsText(Type type) => type == typeof(ReadOnlyMemory<char>);

    private static string ToText<TSource>(TSource value) => value switch
    {
        bool truth => truth ? "1" : "0",
        float number => number.ToString("G7", CultureInfo.InvariantCulture),
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static TTarget Parse<TTarget>(ReadOnlyMemory<char> text)
    {
        string trimmed = text.ToString().Trim();
        if (trimmed.Length == 0)
            return typeof(TTarget) == typeof(float) ? (TTarget)(object)float.NaN : typeof(TTarget) == typeof(double) ? (TTarget)(object)double.NaN : default;
        if (typeof(TTarget) == typeof(bool))
            return (TTarget)(object)(trimmed.ToLowerInvariant() is "1" or "true" or "yes" or "t" or "y" or "+" or "+1");
        return (TTarget)Convert.ChangeType(trimmed, typeof(TTarget), CultureInfo.InvariantCulture);
    }
}

namespace Microsoft.ML.Data;

internal delegate void CopyValue<TValue>(in TValue from, ref TValue to);

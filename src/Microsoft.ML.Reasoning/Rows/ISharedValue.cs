namespace Microsoft.ML.Reasoning;

/// <summary>A column's value that its cursor releases at the next row; who keeps it longer takes a share and disposes that.</summary>
internal interface ISharedValue : IDisposable
{
    /// <summary>The same value again, alive until this share is disposed.</summary>
    ISharedValue Share();
}

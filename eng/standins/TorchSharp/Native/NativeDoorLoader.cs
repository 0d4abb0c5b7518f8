using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Finds libtorchdoor.so: beside the assembly, where TORCHDOOR_LIBRARY says, or in .artifacts/native of a folder above.</summary>
internal static class NativeDoorLoader
{
    private const string FileName = "libtorchdoor.so";

    public static IntPtr Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (library != "torchdoor")
            return IntPtr.Zero;
        string? reason = null;
        foreach (string path in Candidates().Where(File.Exists))
        {
            try
            {
                return NativeLibrary.Load(path);
            }
            catch (DllNotFoundException e)
            {
                reason ??= e.Message;
            }
        }
        throw new DllNotFoundException(reason is null
            ? $"{FileName} is missing, the native half of the TorchSharp stand-in: run eng/configure.sh, which builds it."
            : $"{FileName} does not load; run eng/configure.sh, which builds it for this machine's libtorch. The loader said: {reason}");
    }

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, FileName);
        if (Environment.GetEnvironmentVariable("TORCHDOOR_LIBRARY") is { Length: > 0 } named)
            yield return named;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, ".artifacts", "native", FileName);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The functions of libtorchdoor (native/door.cpp).</summary>
internal static unsafe partial class Door
{
    private const string Library = "torchdoor";

    static Door() => NativeLibrary.SetDllImportResolver(typeof(Door).Assembly, NativeDoorLoader.Resolve);

    public static IntPtr Find(string name, string overload)
    {
        IntPtr handle = td_find(name, overload);
        if (handle == IntPtr.Zero)
            Throw();
        return handle;
    }

    public static void Check(int code)
    {
        if (code < 0)
            Throw();
    }

    [DoesNotReturn]
    public static void Throw() => throw new ExternalException(Marshal.PtrToStringUTF8(td_last_error()));

    [LibraryImport(Library)] public static partial IntPtr td_version();
    [LibraryImport(Library)] public static partial IntPtr td_last_error();
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial IntPtr td_find(string name, string overload);
    [LibraryImport(Library)] public static partial int td_call(IntPtr handle, Slot* arguments, int count, Slot* results, int capacity);
    [LibraryImport(Library)] public static partial void td_free(IntPtr memory);

    [LibraryImport(Library)] public static partial void td_tensor_delete(IntPtr tensor);
    [LibraryImport(Library)] public static partial IntPtr td_tensor_alias(IntPtr tensor);
    [LibraryImport(Library)] public static partial int td_tensor_info(IntPtr tensor, TensorInfo* info);
    [LibraryImport(Library)] public static partial int td_tensor_strides(IntPtr tensor, long* strides);
    [LibraryImport(Library)] public static partial int td_tensor_data(IntPtr tensor, IntPtr* data);
    [LibraryImport(Library)] public static partial int td_tensor_flag(IntPtr tensor, TensorFlag what);
    [LibraryImport(Library)]
    public static partial IntPtr td_tensor_over(IntPtr data, long* sizes, int count, int dtype, delegate* unmanaged<void*, void> release,
        IntPtr context);

    [LibraryImport(Library)] public static partial int td_set_requires_grad(IntPtr tensor, int on);
    [LibraryImport(Library)] public static partial int td_retain_grad(IntPtr tensor);
    [LibraryImport(Library)] public static partial int td_grad_get(IntPtr tensor, IntPtr* gradient);
    [LibraryImport(Library)] public static partial int td_grad_set(IntPtr tensor, IntPtr gradient);
    [LibraryImport(Library)]
    public static partial int td_backward(IntPtr* outputs, int count, IntPtr* gradients, int gradientCount, int retain, int create,
        IntPtr* inputs, int inputCount);
    [LibraryImport(Library)]
    public static partial int td_grad(IntPtr* outputs, int count, IntPtr* inputs, int inputCount, IntPtr* gradients, int gradientCount,
        int retain, int create, int allowUnused, IntPtr* results);

    [LibraryImport(Library)] public static partial int td_grad_mode();
    [LibraryImport(Library)] public static partial void td_set_grad_mode(int on);
    [LibraryImport(Library)] public static partial int td_inference_mode();
    [LibraryImport(Library)] public static partial IntPtr td_inference_begin(int on);
    [LibraryImport(Library)] public static partial void td_inference_end(IntPtr guard);

    [LibraryImport(Library)] public static partial int td_threads(int betweenOperators);
    [LibraryImport(Library)] public static partial int td_set_threads(int betweenOperators, int count);
    [LibraryImport(Library)] public static partial int td_device_count(int type);
    [LibraryImport(Library)] public static partial int td_cuda_synchronize(int index);
    [LibraryImport(Library)] public static partial int td_manual_seed(long seed);
    [LibraryImport(Library)] public static partial int td_cuda_manual_seed(long seed);
    [LibraryImport(Library)] public static partial IntPtr td_generator(int isDefault, ulong seed);
    [LibraryImport(Library)] public static partial void td_generator_delete(IntPtr generator);
    [LibraryImport(Library)] public static partial int td_generator_seed(IntPtr generator, int what, long* seed);
    [LibraryImport(Library)] public static partial int td_generator_state(IntPtr generator, IntPtr state, IntPtr* current);
}

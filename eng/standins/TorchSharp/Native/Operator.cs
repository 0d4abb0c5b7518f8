using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp;

/// <summary>An ATen operator, found by name at its first call. Arguments that are not given take the schema's defaults.</summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int ScratchSize = 64;

    private IntPtr handle;

    public torch.Tensor Call(params ReadOnlySpan<Arg> arguments)
    {
        Slot result;
        Run(arguments, &result, 1);
        return torch.Tensor.Wrap(result.Pointer);
    }

    /// <summary>For operators that change their first argument: the returned alias of it is dropped.</summary>
    public torch.Tensor InPlace(torch.Tensor self, params ReadOnlySpan<Arg> rest)
    {
        Run([self, .. rest], null, 0);
        return self;
    }

    public void Do(params ReadOnlySpan<Arg> arguments) => Run(arguments, null, 0);

    public (torch.Tensor, torch.Tensor) Call2(params ReadOnlySpan<Arg> arguments)
    {
        Slot* results = stackalloc Slot[2];
        Run(arguments, results, 2);
        return (torch.Tensor.Wrap(results[0].Pointer), torch.Tensor.Wrap(results[1].Pointer));
    }

    public (torch.Tensor, torch.Tensor, torch.Tensor) Call3(params ReadOnlySpan<Arg> arguments)
    {
        Slot* results = stackalloc Slot[3];
        Run(arguments, results, 3);
        return (torch.Tensor.Wrap(results[0].Pointer), torch.Tensor.Wrap(results[1].Pointer), torch.Tensor.Wrap(results[2].Pointer));
    }

    public (torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor) Call4(params ReadOnlySpan<Arg> arguments)
    {
        Slot* results = stackalloc Slot[4];
        Run(arguments, results, 4);
        return (torch.Tensor.Wrap(results[0].Pointer), torch.Tensor.Wrap(results[1].Pointer),
            torch.Tensor.Wrap(results[2].Pointer), torch.Tensor.Wrap(results[3].Pointer));
    }

    public torch.Tensor[] CallList(params ReadOnlySpan<Arg> arguments)
    {
        Slot result;
        Run(arguments, &result, 1);
        var handles = new ReadOnlySpan<IntPtr>((void*)result.Pointer, result.Count);
        var tensors = new torch.Tensor[handles.Length];
        for (int i = 0; i < tensors.Length; i++)
            tensors[i] = torch.Tensor.Wrap(handles[i]);
        Door.td_free(result.Pointer);
        return tensors;
    }

    /// <summary>The result as it came: for numbers and truth values.</summary>
    public Slot CallValue(params ReadOnlySpan<Arg> arguments)
    {
        Slot result;
        Run(arguments, &result, 1);
        return result;
    }

    [SkipLocalsInit]
    private void Run(ReadOnlySpan<Arg> arguments, Slot* results, int capacity)
    {
        if (handle == IntPtr.Zero)
            handle = Door.Find("aten::" + name, overload);

        // Lists are copied into the scratch (or, when they are long, into memory of their own).
        int longs = 0;
        foreach (ref readonly Arg argument in arguments)
            longs += LongsOf(argument);
        Slot* slots = stackalloc Slot[arguments.Length + 1];
        long* scratch = stackalloc long[ScratchSize];
        long* memory = longs <= ScratchSize ? scratch : (long*)NativeMemory.Alloc((nuint)longs, sizeof(long));
        try
        {
            long* free = memory;
            for (int i = 0; i < arguments.Length; i++)
                free = Lay(arguments[i], slots + i, free);
            if (Door.td_call(handle, slots, arguments.Length, results, capacity) < 0)
                Door.Throw();
        }
        finally
        {
            if (memory != scratch)
                NativeMemory.Free(memory);
        }
        // The tensors live while they are called on: the caller's span is on its stack and holds them.
    }

    private static int LongsOf(in Arg argument) => argument.Tag switch
    {
        SlotTag.Ints => ((long[])argument.Holder!).Length,
        SlotTag.Doubles => ((double[])argument.Holder!).Length,
        SlotTag.Tensors or SlotTag.OptionalTensors => ((torch.Tensor?[])argument.Holder!).Length,
        SlotTag.String => (Encoding.UTF8.GetByteCount((string)argument.Holder!) + 7) / 8,
        _ => 0,
    };

    private static long* Lay(in Arg argument, Slot* slot, long* free)
    {
        slot->Tag = argument.Tag;
        switch (argument.Tag)
        {
            case SlotTag.Tensor:
                slot->Pointer = ((torch.Tensor)argument.Holder!).Handle;
                return free;
            case SlotTag.Int or SlotTag.Bool:
                slot->Int = argument.Int;
                return free;
            case SlotTag.Double or SlotTag.Complex:
                slot->Double = argument.Double;
                slot->Imaginary = argument.Imaginary;
                return free;
            case SlotTag.Device:
                slot->Int = argument.Int;
                slot->Index = ((torch.Device)argument.Holder!).index;
                return free;
            case SlotTag.Generator:
                slot->Pointer = ((torch.Generator)argument.Holder!).Handle;
                return free;
            case SlotTag.Ints or SlotTag.Doubles or SlotTag.Tensors or SlotTag.OptionalTensors or SlotTag.String:
                slot->Pointer = (IntPtr)free;
                slot->Count = Copy(argument.Holder!, free);
                return free + LongsOf(argument);
            default:
                return free;
        }
    }

    private static int Copy(object list, long* target)
    {
        switch (list)
        {
            case long[] longs:
                longs.CopyTo(new Span<long>(target, longs.Length));
                return longs.Length;
            case double[] doubles:
                doubles.CopyTo(new Span<double>(target, doubles.Length));
                return doubles.Length;
            case string text:
                return Encoding.UTF8.GetBytes(text, new Span<byte>(target, Encoding.UTF8.GetByteCount(text)));
            default:
                var tensors = (torch.Tensor?[])list;
                for (int i = 0; i < tensors.Length; i++)
                    target[i] = tensors[i] is { } tensor ? tensor.Handle : 0;
                return tensors.Length;
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp;

/// <summary>An ATen operator, found by name at its first call. Arguments that are not given take the schema's defaults.</summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int ScratchSize = 64;
    private const int MostArguments = 32;

    private IntPtr handle;

    public torch.Tensor Call(params ReadOnlySpan<Arg> arguments)
    {
        Slot result;
        Run(arguments, &result, 1);
        return torch.Tensor.Wrap(result.Pointer);
    }

    /// <summary>For operators that change their first argument: the returned alias of it is dropped.</summary>
    public torch.Tensor InPlace(params ReadOnlySpan<Arg> arguments)
    {
        Run(arguments, null, 0);
        return (torch.Tensor)arguments[0].Holder!;
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

        Slot* slots = stackalloc Slot[MostArguments];
        int longs = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            ref readonly Arg argument = ref arguments[i];
            slots[i].Tag = argument.Tag;
            slots[i].Int = argument.Bits;
            if (argument.Tag == SlotTag.Tensor)
                slots[i].Pointer = Unsafe.As<torch.Tensor>(argument.Holder!).Handle;
            else if (argument.Holder is not null)
                longs += Hold(argument, ref slots[i]);
        }
        if (longs == 0)
            Pass(slots, arguments.Length, results, capacity);
        else
            RunWithLists(arguments, longs, slots, results, capacity);
        // The tensors live while they are called on: the caller's span is on its stack and holds them.
    }

    /// <summary>Lists are copied into memory that lasts as long as the call.</summary>
    [SkipLocalsInit]
    private void RunWithLists(ReadOnlySpan<Arg> arguments, int longs, Slot* slots, Slot* results, int capacity)
    {
        long* scratch = stackalloc long[ScratchSize];
        long* memory = longs <= ScratchSize ? scratch : (long*)NativeMemory.Alloc((nuint)longs, sizeof(long));
        try
        {
            long* free = memory;
            for (int i = 0; i < arguments.Length; i++)
            {
                if (LongsOf(arguments[i]) is var length and > 0)
                {
                    slots[i].Pointer = (IntPtr)free;
                    slots[i].Count = Copy(arguments[i].Holder!, free);
                    free += length;
                }
            }
            Pass(slots, arguments.Length, results, capacity);
        }
        finally
        {
            if (memory != scratch)
                NativeMemory.Free(memory);
        }
    }

    private void Pass(Slot* slots, int count, Slot* results, int capacity)
    {
        if (Door.td_call(handle, slots, count, results, capacity) < 0)
            Door.Throw();
    }

    /// <summary>Lays what an object holds into the slot, or says how much memory its list will need.</summary>
    private static int Hold(in Arg argument, ref Slot slot)
    {
        slot.Count = 0;
        switch (argument.Holder)
        {
            case torch.Device device:
                slot.Index = device.index;
                return 0;
            case torch.Generator generator:
                slot.Pointer = generator.Handle;
                return 0;
            case System.Numerics.Complex complex:
                slot.Imaginary = complex.Imaginary;
                return 0;
            default:
                return LongsOf(argument);
        }
    }

    private static int LongsOf(in Arg argument) => argument.Tag switch
    {
        SlotTag.Ints => ((long[])argument.Holder!).Length,
        SlotTag.Doubles => ((double[])argument.Holder!).Length,
        SlotTag.Tensors or SlotTag.OptionalTensors => ((torch.Tensor?[])argument.Holder!).Length,
        SlotTag.String => (Encoding.UTF8.GetByteCount((string)argument.Holder!) + 7) / 8,
        _ => 0,
    };

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

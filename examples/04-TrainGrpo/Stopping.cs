using System.Runtime.InteropServices;

namespace TrainGrpo;

/// <summary>Turns Ctrl-C, and the end of the input where another process drives this one, into a stop at the next safe point.</summary>
internal sealed class Stopping : IDisposable
{
    /// <summary>What a process says that was stopped so.</summary>
    public const int ExitCode = 130;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;

    /// <param name="withInput">Whether the end of the standard input stops, too: whoever drives this process has closed it, or is no more.</param>
    public Stopping(bool withInput)
    {
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];
        if (withInput)
            new Thread(WaitForInputEnd) { IsBackground = true }.Start();
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        // The second time is meant: the process ends where it stands.
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }

    private void WaitForInputEnd()
    {
        using Stream input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }
        _source.Cancel();
    }
}

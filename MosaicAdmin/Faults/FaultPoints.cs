using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace MosaicAdmin.Faults;

/// <summary>
/// The steps at which crash tests stop this process. The first to reach the armed one says so on the standard output and stands there until the
/// process is killed or continued (SIGCONT); everybody else passes. Unarmed, which is always so outside Development, each is one comparison.
/// </summary>
public sealed class FaultPoints : IDisposable
{
    private readonly FaultPoint _armed;
    private readonly ManualResetEventSlim _continued = new();
    private readonly PosixSignalRegistration? _signal;
    private int _reached;

    public FaultPoints(IOptions<FaultOptions> options)
    {
        _armed = options.Value.At;
        if (_armed != FaultPoint.None && !OperatingSystem.IsWindows())
        {
            _signal = PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => _continued.Set());
        }
    }

    /// <summary>Stands still here when a test asked for it. It holds its thread, as the death it stands for would.</summary>
    public void Reach(FaultPoint point)
    {
        if (point == _armed && Interlocked.Exchange(ref _reached, 1) == 0)
        {
            Console.WriteLine($"FAULT {point}");
            _continued.Wait();
        }
    }

    public void Dispose()
    {
        _signal?.Dispose();
        _continued.Dispose();
    }
}

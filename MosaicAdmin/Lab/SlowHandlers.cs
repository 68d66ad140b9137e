using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>The article's handler: says that it was called, and waits a second.</summary>
public abstract class SlowHandler(SignalSide side, LabLog log, TimeProvider time) : IReceive<TaskSignal>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(20);

    public async Task Receive(TaskSignal signal, CancellationToken cancellationToken)
    {
        if (SignalKind.Of(signal).Side == side)
        {
            // Many runs at once queue here; those far behind are noted without the wait, or the last would be told minutes late.
            var wait = time.GetUtcNow() - signal.At < TooLate ? Second : TimeSpan.Zero;
            await log.Note(GetType().Name, signal, () => Task.Delay(wait, time, cancellationToken));
        }
    }
}

/// <summary>Hears what the sender's side tells.</summary>
public sealed class SlowSenderHandler(LabLog log, TimeProvider time) : SlowHandler(SignalSide.Sender, log, time);

/// <summary>Hears what the receiver's side tells.</summary>
public sealed class SlowReceiverHandler(LabLog log, TimeProvider time) : SlowHandler(SignalSide.Receiver, log, time);

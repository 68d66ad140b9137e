using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>How a handler's call went.</summary>
public enum HandlerOutcome
{
    Waiting,
    Done,
    Threw,
}

/// <summary>One call of a handler, as the Lab's log shows it beside the signal it was called for.</summary>
/// <param name="Handler">What it goes by in the log.</param>
/// <param name="After">From the moment the signal was recorded to the call.</param>
/// <param name="Took">From the call to its end; null until then.</param>
public sealed record HandlerLine(
    long Number, string Handler, TaskSignal Signal, string Node, TimeSpan After, TimeSpan? Took = null, HandlerOutcome Outcome = HandlerOutcome.Waiting)
{
    public string Kind => SignalKind.Of(Signal).Name;

    // A waiting task is revoked where it was published, as RecordSignal has it.
    public SignalSide Side => Signal is TaskRevoked { Terminated: false } ? SignalSide.Sender : SignalKind.Of(Signal).Side;

    /// <summary>When it was called, on the clock the signals were recorded by.</summary>
    public DateTimeOffset At => Signal.At + After;
}

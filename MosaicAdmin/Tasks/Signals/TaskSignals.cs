using System.Text.Json.Serialization;

namespace MosaicAdmin.Tasks;

/// <summary>Who a signal is about.</summary>
/// <param name="Id">The task.</param>
/// <param name="Name">The registered task name, such as <c>mosaic.create</c>.</param>
/// <param name="SubjectId">What the task works on: a playlist.</param>
public sealed record TaskRef(Guid Id, string Name, Guid SubjectId);

/// <summary>Which side of the queue a signal arises on.</summary>
public enum SignalSide
{
    Sender,
    Receiver,
}

/// <summary>
/// A lifecycle moment of a task. The twelve below are Celery's (userguide/signals), by Celery's names.
/// <see cref="Sequence"/>, <see cref="At"/> and <see cref="Node"/> are set when it is recorded, which comes before it is announced.
/// </summary>
public abstract record TaskSignal([property: JsonIgnore] TaskRef Task) : Signal
{
    /// <summary>Position in the record of all signals; a cursor for readers.</summary>
    [JsonIgnore]
    public long Sequence { get; init; }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>The process it arose in.</summary>
    [JsonIgnore]
    public string Node { get; init; } = "";
}

/// <summary>The touch is about to be committed.</summary>
public sealed record BeforeTaskPublish(TaskRef Task, DateTimeOffset Eta, string? By = null) : TaskSignal(Task);

/// <summary>The touch is committed.</summary>
public sealed record AfterTaskPublish(TaskRef Task, DateTimeOffset DueAt, DateTimeOffset LatestAt, Guid? Replaces = null) : TaskSignal(Task);

/// <summary>A node took the fired trigger.</summary>
public sealed record TaskReceived(TaskRef Task, double LatenessMs) : TaskSignal(Task);

/// <summary>Taken, just before the body.</summary>
public sealed record TaskPrerun(TaskRef Task, int Attempt, long Fence) : TaskSignal(Task);

/// <summary>Something a run had to do without, though it succeeded.</summary>
/// <param name="Id">What was left out: a song.</param>
/// <param name="Why">A word for it, such as <c>missing</c>.</param>
public sealed record LeftOut(Guid Id, string Title, string Why);

/// <summary>Closed and committed.</summary>
public sealed record TaskSuccess(TaskRef Task, string Result, long Bytes, long Milliseconds, IReadOnlyList<LeftOut>? LeftOut = null) : TaskSignal(Task);

/// <summary>The body threw and no retry follows; also a lost node or the time limit, then without postrun.</summary>
public sealed record TaskFailure(TaskRef Task, string Exception, string Message) : TaskSignal(Task);

/// <summary>The body threw and will run again.</summary>
public sealed record TaskRetry(TaskRef Task, string Reason, DateTimeOffset Eta) : TaskSignal(Task);

/// <summary>After success, failure, retry, or a rejection in the body.</summary>
public sealed record TaskPostrun(TaskRef Task, string State) : TaskSignal(Task);

/// <summary>Waiting: replaced or cancelled. Running: really stopped. Or expired.</summary>
public sealed record TaskRevoked(
    TaskRef Task, bool Terminated = false, bool Expired = false, Guid? SupersededBy = null, string? By = null, string? Reason = null)
    : TaskSignal(Task);

/// <summary>No such task name in the registry.</summary>
public sealed record TaskUnknown(TaskRef Task, string Name) : TaskSignal(Task);

/// <summary>The message is not readable as its task.</summary>
public sealed record TaskRejected(TaskRef Task, string Reason) : TaskSignal(Task);

/// <summary>An error outside the body: store, listener, result.</summary>
public sealed record TaskInternalError(TaskRef Task, string Exception, string Message) : TaskSignal(Task);

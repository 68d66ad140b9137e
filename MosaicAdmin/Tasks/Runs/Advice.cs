using MosaicAdmin.Storage;

namespace MosaicAdmin.Tasks;

/// <summary>What to do about a task that did not end well: the key of a sentence, and the experiment of the Signal Lab that shows it.</summary>
/// <param name="Key">After <c>Advice.</c> among the texts.</param>
/// <param name="Probe">The experiment's name.</param>
public sealed record Advice(string Key, string Probe)
{
    /// <summary>Null where there is nothing to do.</summary>
    public static Advice? For(TaskSummary task) => task switch
    {
        { DroppedBy: not null } => null,
        { State: TaskState.Unknown } => new("unknown", "unknown"),
        { State: TaskState.Rejected } => new("rejected", "rejected-missing"),
        { State: TaskState.Expired } => new("expired", "revoked-expired"),
        { State: TaskState.Lost, SupersededBy: not null } => new("lost.again", "lost"),
        { State: TaskState.Lost } => new("lost", "lost"),
        { State: TaskState.Failed, Broke: true, SupersededBy: not null } => new("internal_error.again", "internal-result"),
        { State: TaskState.Failed, Broke: true } => new("internal_error", "internal-body"),
        { State: TaskState.Failed, Exception: nameof(StoreFailedException) } => new("failed.storage", "failure"),
        { State: TaskState.Failed, Exception: nameof(TaskCanceledException) or nameof(OperationCanceledException) } => new("failed.limit", "time-limit"),
        { State: TaskState.Failed } => new("failed", "failure"),
        _ => null,
    };
}

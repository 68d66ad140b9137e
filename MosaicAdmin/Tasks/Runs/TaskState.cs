namespace MosaicAdmin.Tasks;

/// <summary>Where a task is in its life. Stored and published in lower case.</summary>
public enum TaskState
{
    Scheduled,
    Running,
    Retrying,
    Succeeded,
    Unchanged,
    Failed,
    Superseded,
    Cancelled,
    Expired,
    Unknown,
    Rejected,
    Lost,
}

public static class TaskStates
{
    /// <summary>True for a task nothing more will happen to.</summary>
    public static bool IsEnd(this TaskState state) => state is not (TaskState.Scheduled or TaskState.Running or TaskState.Retrying);

    /// <summary>The state as the API, the pages and the database spell it.</summary>
    public static string Spelled(this TaskState state) => state switch
    {
        TaskState.Scheduled => "scheduled",
        TaskState.Running => "running",
        TaskState.Retrying => "retrying",
        TaskState.Succeeded => "succeeded",
        TaskState.Unchanged => "unchanged",
        TaskState.Failed => "failed",
        TaskState.Superseded => "superseded",
        TaskState.Cancelled => "cancelled",
        TaskState.Expired => "expired",
        TaskState.Unknown => "unknown",
        TaskState.Rejected => "rejected",
        TaskState.Lost => "lost",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}

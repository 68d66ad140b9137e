namespace MosaicAdmin.Tasks;

/// <summary>What an admin may do to a task from its row or page.</summary>
public enum TaskAct
{
    Cancel,
    Force,
    Retry,
}

public static class TaskActs
{
    /// <summary>The acts there is something to do for in this state.</summary>
    public static IReadOnlyList<TaskAct> For(TaskSummary task) => task switch
    {
        { State: TaskState.Scheduled or TaskState.Retrying } => [TaskAct.Force, TaskAct.Cancel],
        { State: TaskState.Running, CancelRequested: false } => [TaskAct.Cancel],
        { State: TaskState.Failed or TaskState.Rejected or TaskState.Unknown or TaskState.Cancelled or TaskState.Lost or TaskState.Expired } => [TaskAct.Retry],
        _ => [],
    };
}

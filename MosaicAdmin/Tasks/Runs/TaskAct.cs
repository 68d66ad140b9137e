using System.Linq.Expressions;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>What an admin may do to a task, to some, or to all that match.</summary>
public enum TaskAct
{
    Cancel,
    Force,
    Hold,
    Release,
    Retry,
    Drop,
    Undo,
}

public static class TaskActs
{
    /// <summary>Those done to many at once, in the order they are offered.</summary>
    public static IReadOnlyList<TaskAct> Bulk { get; } = [TaskAct.Force, TaskAct.Hold, TaskAct.Release, TaskAct.Cancel, TaskAct.Retry, TaskAct.Drop];

    /// <summary>The acts there is something to do for as the task stands. Undo is offered apart: it is over in ten seconds.</summary>
    public static IReadOnlyList<TaskAct> For(TaskSummary task) => task switch
    {
        { State: TaskState.Scheduled or TaskState.Retrying } => [TaskAct.Force, task.Held ? TaskAct.Release : TaskAct.Hold, TaskAct.Cancel],
        { State: TaskState.Running, CancelRequested: false } => [TaskAct.Cancel],
        { SupersededBy: not null } or { Playlist: { Name: null } } => [],
        { State: TaskState.Failed or TaskState.Rejected or TaskState.Unknown or TaskState.Lost, DroppedBy: null } => [TaskAct.Retry, TaskAct.Drop],
        { State: TaskState.Failed or TaskState.Rejected or TaskState.Unknown or TaskState.Lost or TaskState.Cancelled or TaskState.Expired } => [TaskAct.Retry],
        _ => [],
    };

    /// <summary>The same as a question to the tables.</summary>
    internal static Expression<Func<TaskRun, bool>> Applies(MosaicDb db, TaskAct act) => act switch
    {
        TaskAct.Cancel => t => t.State == TaskState.Scheduled || t.State == TaskState.Retrying || (t.State == TaskState.Running && t.CancelAskedAt == null),
        TaskAct.Force => t => t.State == TaskState.Scheduled || t.State == TaskState.Retrying,
        TaskAct.Hold => t => db.Windows.Any(w => w.SubjectId == t.SubjectId && w.TaskId == t.Id && !w.Held),
        TaskAct.Release => t => db.Windows.Any(w => w.SubjectId == t.SubjectId && w.TaskId == t.Id && w.Held),
        TaskAct.Drop => t => DropTask.Parked.Contains(t.State) && t.SupersededBy == null && t.DroppedAt == null,
        TaskAct.Retry => t => RetryTask.Undone.Contains(t.State) && t.State != TaskState.Retrying && t.SupersededBy == null,
        TaskAct.Undo => t => t.State == TaskState.Cancelled && t.SupersededBy == null && t.CancelAskedAt == null,
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, null),
    };
}

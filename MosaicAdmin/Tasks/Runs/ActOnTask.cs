using System.Security.Claims;

namespace MosaicAdmin.Tasks;

/// <summary>Does to a task what its row or page offers.</summary>
public sealed class ActOnTask(IServiceProvider services)
{
    /// <exception cref="ActRefusedException">There is nothing the act could be done to; the message says why.</exception>
    public Task Execute(ClaimsPrincipal user, Guid task, TaskAct what, string? reason, CancellationToken cancellationToken, bool ofMany = false) => what switch
    {
        TaskAct.Cancel => The<CancelTask>().Execute(user, task, reason, cancellationToken),
        TaskAct.Force => The<ForceWindow>().Execute(user, ActTarget.Task(task), reason, cancellationToken),
        TaskAct.Hold => The<HoldWindow>().Execute(user, ActTarget.Task(task), reason, cancellationToken),
        TaskAct.Release => The<ReleaseWindow>().Execute(user, ActTarget.Task(task), reason, cancellationToken),
        TaskAct.Retry => The<RetryTask>().Execute(user, task, reason, cancellationToken),
        TaskAct.Drop => The<DropTask>().Execute(user, task, reason, cancellationToken),
        TaskAct.Undo => The<UndoCancel>().Execute(user, task, cancellationToken, ofMany),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private T The<T>()
        where T : notnull => services.GetRequiredService<T>();
}

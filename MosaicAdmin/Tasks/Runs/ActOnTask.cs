using System.Security.Claims;

namespace MosaicAdmin.Tasks;

/// <summary>Does to a task what its row or page offers.</summary>
public sealed class ActOnTask(CancelTask cancel, ForceWindow force, RetryTask retry)
{
    public Task Execute(ClaimsPrincipal user, TaskSummary task, TaskAct what, string reason, CancellationToken cancellationToken) => what switch
    {
        TaskAct.Cancel => cancel.Execute(user, task.Id, reason, cancellationToken),
        TaskAct.Force => force.Execute(user, task.SubjectId, reason, cancellationToken),
        TaskAct.Retry => retry.Execute(user, task.Id, reason, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };
}

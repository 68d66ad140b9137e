using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>
/// Cancels one task: dropped while it waits, stopped while it runs. A newer publish that waits behind a cancelled run stays; a run before a
/// cancelled waiting task does not, since nothing asked for up to then may be shown any more.
/// </summary>
public sealed class CancelTask(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">The task is over.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid taskId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var (subject, waiting, fireInstance) = await lane.Run(
            async (write, ct) =>
            {
                var run = await write.Db.Tasks.SingleOrDefaultAsync(t => t.Id == taskId, ct)
                    ?? throw new NotFoundException("There is no such task.");
                var window = await WindowKeeper.Find(write, run.SubjectId, ct);
                if (window is null || (window.TaskId != taskId && window.RunId != taskId))
                {
                    throw new ActRefusedException($"This task is {run.State.Spelled()} already, so there is nothing to cancel.");
                }

                write.Audit(actor.Name, "task.cancel", taskId, reason, window.TaskId == taskId ? UndoCancel.Note(window) : null);
                if (window.TaskId == taskId)
                {
                    await keeper.Cancel(write, window, actor.Name, reason, ct);
                    return (run.SubjectId, taskId, window.FireInstance);
                }

                await keeper.CancelRun(write, window, actor.Name, reason, ct);
                return (run.SubjectId, (Guid?)null, window.FireInstance);
            },
            cancellationToken);
        await alarm.Silence(subject, waiting, fireInstance, cancellationToken);
    }
}

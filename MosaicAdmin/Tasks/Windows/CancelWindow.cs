using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Cancels all that a playlist was asked for up to now: what waits is dropped, what runs is stopped and never shown.</summary>
public sealed class CancelWindow(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">Nothing waits and nothing runs.</exception>
    /// <returns>The task that waited, whose cancel may be undone; null when only a run was cancelled.</returns>
    public async Task<Guid?> Execute(ClaimsPrincipal user, Guid subjectId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var (waiting, fireInstance) = await lane.Run(
            async (write, ct) =>
            {
                var window = await WindowKeeper.Find(write, subjectId, ct) ?? throw new NotFoundException("There is no such playlist.");
                if (window is { TaskId: null, RunId: null })
                {
                    throw new ActRefusedException("Nothing waits or runs for this playlist, so there is nothing to cancel.");
                }

                var task = window.TaskId;
                write.Audit(actor.Name, "mosaic.cancel", subjectId, reason, UndoCancel.Note(window));
                await keeper.Cancel(write, window, actor.Name, reason, ct);
                return (task, window.FireInstance);
            },
            cancellationToken);
        await alarm.Silence(subjectId, waiting, fireInstance, cancellationToken);
        return waiting;
    }
}

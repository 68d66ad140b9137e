using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Keeps a waiting task from falling due, until somebody releases it.</summary>
public sealed class HoldTask(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">It does not wait any more, or is held already.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid taskId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var subject = await lane.Run(
            async (write, ct) =>
            {
                var (run, window) = await WindowKeeper.Waiting(write, taskId, ct);
                write.Audit(actor.Name, "task.hold", taskId, reason);
                await keeper.Hold(write, window, actor.Name, reason, ct);
                return run.SubjectId;
            },
            cancellationToken);
        alarm.Ring(subject);
    }
}

using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Lets a held task fall due, at once when its time has passed.</summary>
public sealed class ReleaseTask(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">It does not wait any more, or is not held.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid taskId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var subject = await lane.Run(
            async (write, ct) =>
            {
                var (run, window) = await WindowKeeper.Waiting(write, taskId, ct);
                write.Audit(actor.Name, "task.release", taskId, reason);
                await keeper.Release(write, window, ct);
                return run.SubjectId;
            },
            cancellationToken);
        alarm.Ring(subject);
    }
}

using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Has a waiting task run now. Asked ten times before it is taken, it runs once.</summary>
public sealed class ForceTask(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">It does not wait any more.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid taskId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var subject = await lane.Run(
            async (write, ct) =>
            {
                var (run, window) = await WindowKeeper.Waiting(write, taskId, ct);
                window.RequirePublishing();
                write.Audit(actor.Name, "task.force", taskId, reason);
                await keeper.Force(write, window, actor.Name, reason, again: null, ct);
                return run.SubjectId;
            },
            cancellationToken);
        alarm.Ring(subject);
    }
}

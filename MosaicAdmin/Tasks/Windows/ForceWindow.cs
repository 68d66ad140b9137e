using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Has a playlist's task run now. Asked ten times before it is taken, it runs once.</summary>
public sealed class ForceWindow(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">Nothing is ever made for this playlist.</exception>
    public async Task<Touched> Execute(ClaimsPrincipal user, Guid subjectId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        var touched = await lane.Run(
            async (write, ct) =>
            {
                var window = await WindowKeeper.Find(write, subjectId, ct) ?? throw new NotFoundException("There is no such playlist.");
                window.RequirePublishing();
                write.Audit(actor.Name, "mosaic.force", subjectId, reason);
                return await keeper.Force(write, window, actor.Name, reason, again: null, ct);
            },
            cancellationToken);
        await alarm.Set(subjectId, touched, cancellationToken);
        return touched;
    }
}

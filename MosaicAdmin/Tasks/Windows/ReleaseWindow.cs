using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Lets a held window fall due, at once when its time has passed.</summary>
public sealed class ReleaseWindow(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">It is not held.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid subjectId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        await lane.Run(
            async (write, ct) =>
            {
                var window = await WindowKeeper.Find(write, subjectId, ct) ?? throw new NotFoundException("There is no such playlist.");
                write.Audit(actor.Name, "mosaic.release", subjectId, reason);
                await keeper.Release(write, window, ct);
                return true;
            },
            cancellationToken);
        alarm.Ring(subjectId);
    }
}

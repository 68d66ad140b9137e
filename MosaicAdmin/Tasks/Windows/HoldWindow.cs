using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Keeps a playlist's window open past its due time, until somebody releases it.</summary>
public sealed class HoldWindow(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">It is held already.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid subjectId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        await lane.Run(
            async (write, ct) =>
            {
                var window = await WindowKeeper.Find(write, subjectId, ct) ?? throw new NotFoundException("There is no such playlist.");
                write.Audit(actor.Name, "mosaic.hold", subjectId, reason);
                await keeper.Hold(write, window, actor.Name, reason, ct);
                return true;
            },
            cancellationToken);
        alarm.Ring(subjectId);
    }
}

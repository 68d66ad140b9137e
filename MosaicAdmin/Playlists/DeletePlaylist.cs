using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Faults;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>Removes a playlist with its songs, mosaics and window. Its tasks stay as history.</summary>
public sealed class DeletePlaylist(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions, SignalDispatcher signals, FaultPoints faults)
{
    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid id, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        await lane.Run(
            async (write, ct) =>
            {
                var playlist = await write.Db.Playlists.SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw Playlist.Missing();
                await keeper.Delete(write, id, actor.Name, ct);
                write.Db.Playlists.Remove(playlist);
                write.Audit(actor.Name, "playlist.delete", id, reason, AuditData.Json(new { playlist.Name }));
                await write.Db.SaveChangesAsync(ct);
                write.AfterCommit(() => signals.Send(new PlaylistChanged(id)));
                return true;
            },
            cancellationToken);
        faults.Reach(FaultPoint.PlaylistDeleted);
        alarm.Ring(id);
    }
}

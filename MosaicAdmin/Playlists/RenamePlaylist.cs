using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>Gives a playlist another name.</summary>
public sealed class RenamePlaylist(WriterLane lane, Permissions permissions, SignalDispatcher signals)
{
    /// <exception cref="InvalidInputException">The name cannot be taken.</exception>
    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid id, string? name, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        var taken = PlaylistName.Checked(name);
        await lane.Run(
            async (write, ct) =>
            {
                var playlist = await write.Db.Playlists.SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw Playlist.Missing();
                if (playlist.Name != taken)
                {
                    write.Audit(actor.Name, "playlist.rename", id, data: AuditData.Json(new { from = playlist.Name, to = taken }));
                    playlist.Name = taken;
                    await write.Db.SaveChangesAsync(ct);
                    write.AfterCommit(() => signals.Send(new PlaylistChanged(id)));
                }

                return true;
            },
            cancellationToken);
    }
}

using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>Chooses which picture stands for a playlist. Only the mosaic mode publishes tasks; switching to it publishes one if one is owed.</summary>
public sealed class ChangeCover(WriterLane lane, WindowKeeper keeper, Alarm alarm, Permissions permissions, SignalDispatcher signals)
{
    /// <param name="ownCover">Hash of a kept cover to show in the mode <see cref="CoverMode.Own"/>; null keeps the former one.</param>
    /// <exception cref="InvalidInputException">The mode is <see cref="CoverMode.Own"/> and nobody has given a picture yet.</exception>
    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid id, CoverMode mode, string? ownCover, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        var touched = await lane.Run(
            async (write, ct) =>
            {
                var playlist = await write.Db.Playlists.SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw Playlist.Missing();
                (playlist.CoverMode, playlist.OwnCoverHash) = (mode, ownCover ?? playlist.OwnCoverHash);
                if (mode is CoverMode.Own && playlist.OwnCoverHash is null)
                {
                    throw new InvalidInputException("Send a picture first; then it can be the cover.");
                }

                write.Audit(actor.Name, "playlist.cover", id, data: $$"""{"mode":"{{mode}}"}""");
                await write.Db.SaveChangesAsync(ct);
                write.AfterCommit(() => signals.Send(new PlaylistChanged(id)));
                return await keeper.SetPublishes(write, id, mode is CoverMode.Mosaic, actor.Name, ct);
            },
            cancellationToken);
        if (touched is not null)
        {
            await alarm.Set(id, touched, cancellationToken);
        }
        else
        {
            alarm.Ring(id);
        }
    }
}

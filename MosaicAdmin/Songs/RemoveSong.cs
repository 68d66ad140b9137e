using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>Takes a song out of its playlist.</summary>
public sealed class RemoveSong(Permissions permissions, SongsKeeper songs)
{
    /// <exception cref="NotFoundException">The playlist has no such song.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid playlistId, Guid songId, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        await songs.Change(
            playlistId,
            async (write, touch, ct) =>
            {
                var song = await SongsKeeper.RequireSong(write.Db, playlistId, songId, ct);
                write.Db.Songs.Remove(song);
                write.Audit(actor.Name, "song.remove", songId, data: AuditData.Json(new { name = song.Title, playlistId }));
                return await touch(actor.Name);
            },
            cancellationToken);
    }
}

using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>Gives a song another cover.</summary>
public sealed class ReplaceCover(
    Permissions permissions, IDbContextFactory<MosaicDb> databases, ReadCover readCover, SaveCover saveCover, SongsKeeper songs)
{
    /// <exception cref="RefusedFileException">It is not a picture that may be kept.</exception>
    /// <exception cref="NotFoundException">The playlist has no such song.</exception>
    public async Task<SongView> Execute(
        ClaimsPrincipal user, Guid playlistId, Guid songId, Stream picture, string fileName, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            // Before anything is kept: a picture for no song would stay as an orphan.
            await SongsKeeper.RequireSong(db, playlistId, songId, cancellationToken);
        }

        var cover = await readCover.Execute(picture, fileName, cancellationToken);
        await saveCover.Execute(cover, cancellationToken);
        return await songs.Change(
            playlistId,
            async (write, touch, ct) =>
            {
                var song = await SongsKeeper.RequireSong(write.Db, playlistId, songId, ct);
                if (song.CoverHash != cover.Hash || song.CoverProblem is not null)
                {
                    (song.CoverHash, song.CoverProblem) = (cover.Hash, null);
                    write.Audit(actor.Name, "song.cover", songId);
                    await touch(actor.Name);
                }

                return SongView.Of(song);
            },
            cancellationToken);
    }
}

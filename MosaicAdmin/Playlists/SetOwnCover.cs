using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Playlists;

/// <summary>Keeps a picture somebody sent and makes it a playlist's cover.</summary>
public sealed class SetOwnCover(
    ReadCover readCover, SaveCover saveCover, ChangeCover changeCover, IDbContextFactory<MosaicDb> databases, Permissions permissions)
{
    /// <exception cref="RefusedFileException">It is not a picture that may be kept; the message says why.</exception>
    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid id, Stream picture, string fileName, CancellationToken cancellationToken)
    {
        // Asked before a byte is read: decoding is not for everybody.
        await permissions.Require(user, Roles.Editor, cancellationToken);
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            // Before anything is kept: a picture for no playlist would stay as an orphan.
            await SongsKeeper.RequirePlaylist(db, id, cancellationToken);
        }

        var cover = await readCover.Execute(picture, fileName, cancellationToken);
        await saveCover.Execute(cover, cancellationToken);
        await changeCover.Execute(user, id, CoverMode.Own, cover.Hash, cancellationToken);
    }
}

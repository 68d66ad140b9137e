using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Songs;

/// <summary>A page of a playlist's songs.</summary>
/// <param name="Next">Where the next page begins; null after the last.</param>
public sealed record SongPage(IReadOnlyList<SongView> Items, string? Next);

/// <summary>Reads songs.</summary>
public sealed class ReadSongs(IDbContextFactory<MosaicDb> databases)
{
    private const int Most = 500;

    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    public async Task<SongPage> Execute(Guid playlistId, string? cursor, int take, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(take, 1, Most);
        var skip = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
        {
            throw new InvalidInputException("The cursor is none that this list gave.");
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await SongsKeeper.RequirePlaylist(db, playlistId, cancellationToken);
        var rows = await db.Songs.AsNoTracking()
            .Where(s => s.PlaylistId == playlistId)
            .OrderBy(s => s.Position).ThenBy(s => s.Id)
            .Skip(skip).Take(size + 1)
            .ToListAsync(cancellationToken);
        var next = rows.Count > size ? (skip + size).ToString(CultureInfo.InvariantCulture) : null;
        return new SongPage([.. rows.Take(size).Select(SongView.Of)], next);
    }

    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    public async Task RequirePlaylist(Guid playlistId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await SongsKeeper.RequirePlaylist(db, playlistId, cancellationToken);
    }

    /// <exception cref="NotFoundException">The playlist has no such song.</exception>
    public async Task<SongView> Execute(Guid playlistId, Guid songId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return SongView.Of(await SongsKeeper.RequireSong(db, playlistId, songId, cancellationToken));
    }
}

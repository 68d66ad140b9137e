using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>Reads playlists with their windows and covers, one statement for any number of them; the newest first.</summary>
public sealed class ReadPlaylists(IDbContextFactory<MosaicDb> databases)
{
    public const int MaxTake = 500;

    /// <summary>Up to <paramref name="take"/> playlists whose name contains <paramref name="search"/>, from <paramref name="cursor"/> on.</summary>
    /// <exception cref="InvalidInputException">The cursor is not one this list gave.</exception>
    public async Task<PageOf<PlaylistView>> Execute(string? search, string? cursor, int take, CancellationToken cancellationToken)
    {
        take = Math.Clamp(take, 1, MaxTake);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var playlists = db.Playlists.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(search))
        {
            var wanted = search.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Not run here: it becomes the database's lower() and contains.
            playlists = playlists.Where(p => p.Name.ToLower().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862
        }

        if (cursor is not null)
        {
            var (before, id) = Cursor(cursor);
            playlists = playlists.Where(p => p.CreatedAt < before || p.CreatedAt == before && p.Id.CompareTo(id) < 0);
        }

        var rows = await Rows(db, playlists.OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(take + 1)).ToListAsync(cancellationToken);
        var shown = rows.Take(take).Select(View).ToList();
        return new PageOf<PlaylistView>(shown, rows.Count > take ? Cursor(shown[^1]) : null);
    }

    /// <summary>One playlist, or null when there is none.</summary>
    public async Task<PlaylistView?> Execute(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Rows(db, db.Playlists.AsNoTracking().Where(p => p.Id == id)).SingleOrDefaultAsync(cancellationToken) is { } row ? View(row) : null;
    }

    /// <summary>Those of <paramref name="ids"/> that are there, in no order.</summary>
    public async Task<IReadOnlyList<PlaylistView>> Execute(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return [.. (await Rows(db, db.Playlists.AsNoTracking().Where(p => ids.Contains(p.Id))).ToListAsync(cancellationToken)).Select(View)];
    }

    private static IQueryable<Row> Rows(MosaicDb db, IQueryable<Playlist> playlists) =>
        from playlist in playlists
        join window in db.Windows on playlist.Id equals window.SubjectId into windows
        from window in windows.DefaultIfEmpty()
        select new Row(
            playlist,
            window,
            db.Songs.Count(s => s.PlaylistId == playlist.Id),
            db.Songs.Where(s => s.PlaylistId == playlist.Id && s.CoverHash != null).OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => s.CoverHash).FirstOrDefault());

    private static PlaylistView View(Row row)
    {
        var (playlist, window) = (row.Playlist, row.Window);
        var (kind, url) = Shown(playlist, row.FirstCover);
        return new PlaylistView(
            playlist.Id, playlist.Name, row.Songs, window?.Requested ?? 0, window?.Built ?? 0, playlist.CoverMode, kind, url,
            window?.State ?? WindowState.Idle, window?.TaskId ?? window?.RunId, window?.DueAt, window?.LatestAt, window?.Pushes ?? 0)
        {
            OpenedAt = window?.FirstRequestedAt,
            RestartedAt = window?.LastRequestedAt,
            CreatedAt = playlist.CreatedAt,
            ActedBy = window?.ActedBy,
            ActedReason = window?.ActedReason,
            ActedAt = window?.ActedAt,
        };
    }

    // The picture the mode asks for, else the first song's cover: a playlist with any cover never stands there without one.
    private static (CoverKind Kind, string? Url) Shown(Playlist playlist, string? firstCover) => (playlist.CoverMode, playlist) switch
    {
        (CoverMode.Own, { OwnCoverHash: { } own }) => (CoverKind.Own, $"/media/covers/{own}/512.jpg"),
        (CoverMode.Mosaic, { MosaicKey: { } key }) => (CoverKind.Mosaic, $"/media/mosaics/{key}.jpg"),
        _ when firstCover is not null => (CoverKind.FirstSong, $"/media/covers/{firstCover}/512.jpg"),
        _ => (CoverKind.None, null),
    };

    private static string Cursor(PlaylistView last) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.UtcTicks}:{last.Id:N}")));

    private static (DateTimeOffset Before, Guid Id) Cursor(string cursor)
    {
        try
        {
            var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split(':');
            return (new DateTimeOffset(long.Parse(parts[0], CultureInfo.InvariantCulture), TimeSpan.Zero), Guid.ParseExact(parts[1], "N"));
        }
        catch (Exception error) when (error is FormatException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new InvalidInputException("The cursor is not one this list gave.");
        }
    }

    private sealed record Row(Playlist Playlist, Window? Window, int Songs, string? FirstCover);
}

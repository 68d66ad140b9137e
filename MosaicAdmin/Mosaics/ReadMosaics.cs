using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Playlists;

namespace MosaicAdmin.Mosaics;

/// <summary>One mosaic of a playlist's history.</summary>
/// <param name="By">Who published what it took in.</param>
/// <param name="Changes">Against the one made before it; null for the first that is kept.</param>
public sealed record MosaicView(
    Guid Id, long Revision, DateTimeOffset MadeAt, Guid TaskId, string Url, bool Shown, Layout Layout, IReadOnlyList<string> By, IReadOnlyList<TileChange>? Changes)
{
    [JsonIgnore]
    public string Input { get; init; } = "";
}

/// <summary>Mosaics of one playlist, the newest first.</summary>
/// <param name="Shown">The one shown, wherever in the history it is; null where none is.</param>
public sealed record MosaicPage(IReadOnlyList<MosaicView> Items, Guid? Next, MosaicView? Shown);

/// <summary>Reads the mosaics of a playlist whose pictures are kept.</summary>
public sealed class ReadMosaics(IDbContextFactory<MosaicDb> databases)
{
    public const int MaxTake = 100;

    /// <param name="cursor">The last one of the page before.</param>
    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    public async Task<MosaicPage> Execute(Guid playlistId, Guid? cursor, int take, CancellationToken cancellationToken)
    {
        take = Math.Clamp(take, 1, MaxTake);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var playlist = await db.Playlists.AsNoTracking().SingleOrDefaultAsync(p => p.Id == playlistId, cancellationToken) ?? throw Playlist.Missing();
        var kept = db.Mosaics.AsNoTracking().Where(m => m.PlaylistId == playlistId && m.CollectedAt == null);
        var last = cursor is null ? null : await kept.Where(m => m.Id == cursor).Select(m => (DateTimeOffset?)m.MadeAt).SingleOrDefaultAsync(cancellationToken);
        var wanted = last is null ? kept : kept.Where(m => m.MadeAt < last);

        // One more than asked for: the last one is compared with it.
        var rows = await wanted.OrderByDescending(m => m.MadeAt).Take(take + 1).ToListAsync(cancellationToken);
        var shown = rows.Find(m => m.Id == playlist.MosaicId) ?? await db.Mosaics.AsNoTracking().SingleOrDefaultAsync(m => m.Id == playlist.MosaicId, cancellationToken);
        var items = new List<MosaicView>();
        foreach (var (mosaic, before) in rows.Take(take).Select((mosaic, at) => (mosaic, rows.ElementAtOrDefault(at + 1))))
        {
            items.Add(View(mosaic, before, shown) with { By = await By(db, mosaic, before, cancellationToken) });
        }

        return new MosaicPage(items, rows.Count > take ? items[^1].Id : null, items.Find(m => m.Shown) ?? (shown is null ? null : View(shown, before: null, shown)));
    }

    private static MosaicView View(Mosaic mosaic, Mosaic? before, Mosaic? shown)
    {
        var layout = mosaic.ReadLayout();
        return new MosaicView(
            mosaic.Id, mosaic.Revision, mosaic.MadeAt, mosaic.TaskId, $"/media/mosaics/{mosaic.Key}.jpg", mosaic.Id == shown?.Id, layout, [],
            before is null ? null : CompareTiles.Execute(before.ReadLayout(), layout)) { Input = mosaic.InputHash };
    }

    private static Task<List<string>> By(MosaicDb db, Mosaic mosaic, Mosaic? before, CancellationToken cancellationToken)
    {
        var (since, until) = (before?.MadeAt ?? DateTimeOffset.MinValue, mosaic.MadeAt);
        return db.Tasks
            .Where(t => t.SubjectId == mosaic.PlaylistId && t.PublishedAt > since && t.PublishedAt <= until)
            .Select(t => t.PublishedBy).Distinct().Order()
            .ToListAsync(cancellationToken);
    }
}

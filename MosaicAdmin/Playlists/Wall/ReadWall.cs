using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>Reads what the wall must know of playlists to find and order them; of their covers nothing.</summary>
public sealed class ReadWall(IDbContextFactory<MosaicDb> databases)
{
    /// <summary>All of them, or those of <paramref name="only"/> that are there.</summary>
    public async Task<IReadOnlyList<WallEntry>> Execute(IReadOnlyCollection<Guid>? only, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var playlists = only is null ? db.Playlists : db.Playlists.Where(p => only.Contains(p.Id));
        var rows = await (
            from playlist in playlists.AsNoTracking()
            join window in db.Windows on playlist.Id equals window.SubjectId into windows
            from window in windows.DefaultIfEmpty()
            select new
            {
                playlist.Id,
                playlist.Name,
                playlist.CreatedAt,
                Songs = db.Songs.Where(s => s.PlaylistId == playlist.Id).Max(s => (DateTimeOffset?)s.AddedAt),
                Published = db.Tasks.Where(t => t.SubjectId == playlist.Id).Max(t => (DateTimeOffset?)t.PublishedAt),
                State = (WindowState?)window.State,
                window.DueAt,
            }).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new WallEntry(r.Id, r.Name, Latest(r.CreatedAt, r.Songs, r.Published), r.State ?? WindowState.Idle, r.DueAt))];
    }

    private static DateTimeOffset Latest(DateTimeOffset made, params ReadOnlySpan<DateTimeOffset?> changes)
    {
        foreach (var change in changes)
        {
            made = change > made ? change.Value : made;
        }

        return made;
    }
}

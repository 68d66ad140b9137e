using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>Reads what the window card of one playlist says.</summary>
public sealed class ReadWindowFacts(IDbContextFactory<MosaicDb> databases, ReadPlaylists playlists, ReadPause pause, IOptions<WindowOptions> options)
{
    private const int TitlesShown = 100;

    /// <summary>Null when there is no such playlist.</summary>
    public async Task<WindowFacts?> Execute(Guid id, CancellationToken cancellationToken)
    {
        if (await playlists.Execute(id, cancellationToken) is not { } playlist)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var window = await db.Windows.AsNoTracking().SingleOrDefaultAsync(w => w.SubjectId == id, cancellationToken);
        var row = await db.Playlists.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        var facts = new WindowFacts(
            playlist,
            window?.Held ?? false,
            window?.Forced ?? false,
            window?.TaskId,
            window?.RunId,
            await db.Songs.CountAsync(s => s.PlaylistId == id && s.CoverHash != null, cancellationToken),
            await db.Songs.CountAsync(s => s.PlaylistId == id && s.CoverHash != null && s.CoverProblem != null, cancellationToken),
            await Last(db, id, cancellationToken))
        {
            Tries = (window?.Attempts ?? 0, options.Value.MaxAttempts),
            Acted = window?.ActedAt is { } acted ? new WindowAct(window.ActedBy!, window.ActedReason, acted) : null,
            Shown = row?.MosaicId,
            RolledBack = row is { RolledBackInput: { } input, RolledBackAt: { } at, RolledBackBy: { } by } ? new RolledBack(input, at, by) : null,
            Paused = await pause.Execute(cancellationToken),
        };
        return window?.FirstRequestedAt is { } opened ? await SinceOpened(db, facts, opened, cancellationToken) : facts;
    }

    private static Task<LastTask?> Last(MosaicDb db, Guid id, CancellationToken cancellationToken) => db.Tasks.AsNoTracking()
        .Where(t => t.SubjectId == id && t.EndedAt != null && t.State != TaskState.Superseded)
        .OrderByDescending(t => t.EndedAt)
        .Select(t => new LastTask(t.Id, t.State, t.EndedAt!.Value, t.CancelAskedBy, t.Attempts, t.Exception))
        .FirstOrDefaultAsync(cancellationToken);

    private static async Task<WindowFacts> SinceOpened(MosaicDb db, WindowFacts facts, DateTimeOffset opened, CancellationToken cancellationToken)
    {
        var id = facts.Playlist.Id;
        var added = db.Songs.Where(s => s.PlaylistId == id && s.AddedAt >= opened);
        return facts with
        {
            By = await db.Tasks.Where(t => t.SubjectId == id && t.PublishedAt >= opened).Select(t => t.PublishedBy).Distinct().Order().ToListAsync(cancellationToken),
            TakenIn = await added.OrderBy(s => s.AddedAt).Select(s => s.Title).Take(TitlesShown).ToListAsync(cancellationToken),
            Added = await added.CountAsync(cancellationToken),
        };
    }
}

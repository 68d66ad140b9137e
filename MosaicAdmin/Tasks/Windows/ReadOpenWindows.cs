using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>A window that would be due at another time. <paramref name="After"/> in the past means: at once.</summary>
public sealed record MovedWindow(Guid SubjectId, string? Name, DateTimeOffset Before, DateTimeOffset After);

/// <summary>What a rule would do to the windows that are open.</summary>
/// <param name="Open">How many there are.</param>
/// <param name="Own">How many of them keep their time whatever the rule: held, forced, or tried again.</param>
/// <param name="Moved">Those due at another time, the next one first.</param>
public sealed record OpenWindows(int Open, int Own, IReadOnlyList<MovedWindow> Moved, DateTimeOffset Now)
{
    /// <summary>Tries <paramref name="rule"/> on rows that are not going to be kept.</summary>
    public static OpenWindows Under(WindowOptions rule, IReadOnlyCollection<Window> open, Func<Guid, string?> name, DateTimeOffset now)
    {
        var own = open.Count(w => !w.FollowsRule);
        var moved =
            from window in open
            let before = window.DueAt!.Value
            let touched = window.Retime(rule)
            where touched is not null && touched.DueAt != before
            orderby touched.DueAt
            select new MovedWindow(window.SubjectId, name(window.SubjectId), before, touched.DueAt);
        return new OpenWindows(open.Count, own, [.. moved], now);
    }
}

/// <summary>Reads what another window and cap would do to the windows that are open, and changes nothing.</summary>
public sealed class ReadOpenWindows(IDbContextFactory<MosaicDb> databases, DatabaseClock clock)
{
    public async Task<OpenWindows> Execute(WindowOptions rule, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = await clock.Now(db, cancellationToken);
        var open = await db.Windows.AsNoTracking().Where(w => w.TaskId != null && !w.Once).ToListAsync(cancellationToken);
        var names = await db.Playlists
            .Where(p => db.Windows.Any(w => w.SubjectId == p.Id && w.TaskId != null))
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);
        return OpenWindows.Under(rule, open, names.GetValueOrDefault, now);
    }
}

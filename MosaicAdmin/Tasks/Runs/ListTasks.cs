using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>One page of tasks.</summary>
/// <param name="Next">The cursor of the page after it; null at the end.</param>
public sealed record TaskPage(IReadOnlyList<TaskSummary> Items, string? Next);

/// <summary>Lists tasks, newest first.</summary>
public sealed class ListTasks(IDbContextFactory<MosaicDb> databases)
{
    public async Task<TaskPage> Execute(TaskFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var tasks = Matching(db, filter);
        if (filter.After is { } after)
        {
            // The first condition says nothing new: it is the bound an index can seek to.
            tasks = tasks.Where(t => t.PublishedAt <= after.PublishedAt
                && (t.PublishedAt < after.PublishedAt || t.Id.CompareTo(after.Id) < 0));
        }

        var items = await tasks
            .OrderByDescending(t => t.PublishedAt).ThenByDescending(t => t.Id)
            .Take(filter.Take + 1)
            .Select(TaskSummary.From(db))
            .ToListAsync(cancellationToken);
        if (items.Count <= filter.Take)
        {
            return new TaskPage(items, null);
        }

        items.RemoveAt(filter.Take);
        return new TaskPage(items, new TaskCursor(items[^1].PublishedAt, items[^1].Id).ToString());
    }

    /// <summary>How many tasks match, wherever the page begins.</summary>
    public async Task<int> Count(TaskFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Matching(db, filter).CountAsync(cancellationToken);
    }

    /// <summary>The tasks that match and to which <paramref name="act"/> could be done now, the newest first, as many as <paramref name="most"/>.</summary>
    /// <param name="among">Only these; all that match when null.</param>
    public async Task<IReadOnlyList<Guid>> ToActOn(
        TaskFilter filter, TaskAct act, int most, CancellationToken cancellationToken, IReadOnlySet<Guid>? among = null)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var tasks = Matching(db, filter).Where(TaskActs.Applies(db, act));
        return await (among is null ? tasks : tasks.Where(t => among.Contains(t.Id)))
            .OrderByDescending(t => t.PublishedAt).ThenByDescending(t => t.Id)
            .Take(most)
            .Select(t => t.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The tasks with these ids as they are now, in no order.</summary>
    public async Task<IReadOnlyDictionary<Guid, TaskSummary>> Again(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Tasks.AsNoTracking().Where(t => ids.Contains(t.Id)).Select(TaskSummary.From(db)).ToDictionaryAsync(t => t.Id, cancellationToken);
    }

    /// <summary>What the filters offer.</summary>
    public async Task<TaskChoices> Choices(CancellationToken cancellationToken)
    {
        const int offered = 500;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var playlists = await db.Playlists.AsNoTracking().OrderBy(p => p.Name).Take(offered).Select(p => new TaskPlaylist(p.Id, p.Name)).ToListAsync(cancellationToken);
        return new TaskChoices(playlists, await db.Tasks.Select(t => t.Name).Distinct().OrderBy(n => n).Take(offered).ToListAsync(cancellationToken));
    }

    private static IQueryable<TaskRun> Matching(MosaicDb db, TaskFilter filter)
    {
        var tasks = db.Tasks.AsNoTracking();
        tasks = filter.Playlist is { } playlist ? tasks.Where(t => t.SubjectId == playlist) : tasks;
        tasks = filter.States is { Count: > 0 } states ? tasks.Where(t => states.Contains(t.State)) : tasks;
        tasks = filter.Until is { } until ? tasks.Where(t => t.PublishedAt <= until) : tasks;
        tasks = filter.Name is { } name ? tasks.Where(t => t.Name == name) : tasks;
        return filter.Text is { } text ? tasks.Where(Mentions(db, text)) : tasks;
    }

    private static Expression<Func<TaskRun, bool>> Mentions(MosaicDb db, string text)
    {
        if (Guid.TryParse(text, out var id))
        {
            return t => t.Id == id || t.SubjectId == id;
        }

#pragma warning disable CA1304, CA1311 // Becomes SQL's lower(): PostgreSQL's LIKE minds the case.
        var like = $"%{Escaped(text.ToLowerInvariant())}%";
        return t => db.Playlists.Where(p => EF.Functions.Like(p.Name.ToLower(), like, "\\")).Select(p => p.Id).Contains(t.SubjectId)
            || EF.Functions.Like((t.Name + " " + t.PublishedBy + " " + t.Node + " " + t.Reason + " " + t.Exception).ToLower(), like, "\\");
#pragma warning restore CA1304, CA1311
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_").Replace("[", "\\[");
}

using System.Runtime.CompilerServices;
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

    /// <summary>How many tasks are in each state, of all that match but for the states that are wanted.</summary>
    public async Task<IReadOnlyDictionary<TaskState, int>> CountByState(TaskFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await InAnyState(db, filter).GroupBy(t => t.State).Select(g => new { State = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.State, g => g.Count, cancellationToken);
    }

    /// <summary>To how many of the tasks that match each act could be done now.</summary>
    /// <param name="among">Only these; all that match when null.</param>
    public async Task<IReadOnlyDictionary<TaskAct, int>> CountByAct(TaskFilter filter, IReadOnlySet<Guid>? among, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var tasks = among is null ? Matching(db, filter) : db.Tasks.AsNoTracking().Where(t => among.Contains(t.Id));
        var counts = new Dictionary<TaskAct, int>();
        foreach (var act in TaskActs.Bulk)
        {
            counts[act] = await tasks.Where(TaskActs.Applies(db, act)).CountAsync(cancellationToken);
        }

        return counts;
    }

    /// <summary>All that match, the newest first, read a thousand at a time so that no reader holds the tables up.</summary>
    public async IAsyncEnumerable<TaskSummary> All(TaskFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = filter with { Take = 1000, After = null }; ;)
        {
            var page = await Execute(next, cancellationToken);
            foreach (var task in page.Items)
            {
                yield return task;
            }

            if (page.Next is null || page.Items is not [.., var last])
            {
                yield break;
            }

            next = next with { After = new TaskCursor(last.PublishedAt, last.Id) };
        }
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

    /// <summary>What a query may be completed with.</summary>
    public async Task<TaskChoices> Choices(CancellationToken cancellationToken)
    {
        const int offered = 500;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var playlists = await db.Playlists.OrderBy(p => p.Name).Take(offered).Select(p => p.Name).ToListAsync(cancellationToken);
        var names = await db.Tasks.Select(t => t.Name).Distinct().OrderBy(n => n).Take(offered).ToListAsync(cancellationToken);
        var people = await db.Tasks.Select(t => t.PublishedBy).Distinct().OrderBy(n => n).Take(offered).ToListAsync(cancellationToken);
        return new TaskChoices(playlists, names, await db.Nodes.Select(n => n.Name).OrderBy(n => n).Take(offered).ToListAsync(cancellationToken), people);
    }

    private static IQueryable<TaskRun> Matching(MosaicDb db, TaskFilter filter)
    {
        var tasks = InAnyState(db, filter);
        return filter.Wanted is { } states ? tasks.Where(t => states.Contains(t.State)) : tasks;
    }

    private static IQueryable<TaskRun> InAnyState(MosaicDb db, TaskFilter filter)
    {
        var tasks = db.Tasks.AsNoTracking();
        tasks = filter.Playlist is { } playlist ? tasks.Where(t => t.SubjectId == playlist) : tasks;
        tasks = filter.Until is { } until ? tasks.Where(t => t.PublishedAt <= until) : tasks;
        tasks = filter.Name is { } name ? tasks.Where(t => t.Name == name) : tasks;
        return filter.Query.Terms.Where(t => t is not StateTerm).Aggregate(tasks, (found, term) => found.Where(TaskConditions.Of(db, term)));
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>Reads the window that a task was published in: what it replaced and what replaced it, both ways to the ends.</summary>
public sealed class ReadChain(IDbContextFactory<MosaicDb> databases)
{
    /// <returns>Null when there is no such task.</returns>
    public async Task<WindowChain?> Execute(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Tasks.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) is not { } task)
        {
            return null;
        }

        var before = await Before(db, task, cancellationToken);
        var after = await After(db, task, WindowChain.Most - before.Count - 1, cancellationToken);
        List<TaskRun> chain = [.. before, task, .. after];
        var last = chain[^1];
        var cut = (before.Count >= WindowChain.Most - 1 && Follows(before[0])) || (chain.Count >= WindowChain.Most && IsReplaced(last));
        var (dues, fired) = await Told(db, chain, cancellationToken);
        return new WindowChain(
            [.. chain.Select(t => new ChainPublish(t.Id, t.PublishedAt, t.PublishedBy, t.State, dues.GetValueOrDefault(t.Id, t.Eta), t.LatestAt, t.Pushes))],
            last.Eta, fired, last.EndedAt, last.ResultUrl, cut);
    }

    // In a window nothing else is published for its subject, so its publishes stand side by side.
    private static async Task<List<TaskRun>> Before(MosaicDb db, TaskRun task, CancellationToken cancellationToken)
    {
        var chain = new List<TaskRun>();
        if (!Follows(task))
        {
            return chain;
        }

        var earlier = await db.Tasks.AsNoTracking()
            .Where(t => t.SubjectId == task.SubjectId && t.PublishedAt <= task.PublishedAt && t.Id != task.Id)
            .OrderByDescending(t => t.PublishedAt).ThenByDescending(t => t.Id)
            .Take(WindowChain.Most - 1)
            .ToDictionaryAsync(t => t.Id, cancellationToken);
        for (var at = task; at.Supersedes is { } id && earlier.Remove(id, out var former) && IsReplaced(former); at = former)
        {
            chain.Insert(0, former);
        }

        return chain;
    }

    private static async Task<List<TaskRun>> After(MosaicDb db, TaskRun task, int most, CancellationToken cancellationToken)
    {
        var chain = new List<TaskRun>();
        if (!IsReplaced(task) || most <= 0)
        {
            return chain;
        }

        var later = await db.Tasks.AsNoTracking()
            .Where(t => t.SubjectId == task.SubjectId && t.PublishedAt >= task.PublishedAt && t.Id != task.Id && t.Supersedes != null)
            .OrderBy(t => t.PublishedAt).ThenBy(t => t.Id)
            .Take(most)
            .ToListAsync(cancellationToken);
        var following = later.ToLookup(t => t.Supersedes!.Value);
        for (var at = task; IsReplaced(at) && chain.Count < most && following[at.Id].FirstOrDefault() is { } next; at = next)
        {
            chain.Add(next);
        }

        return chain;
    }

    private static async Task<(Dictionary<Guid, DateTimeOffset> Dues, DateTimeOffset? Fired)> Told(MosaicDb db, List<TaskRun> chain, CancellationToken cancellationToken)
    {
        var (ids, last) = (chain.ConvertAll(t => t.Id), chain[^1].Id);
        var signals = await db.Signals.AsNoTracking()
            .Where(s => ids.Contains(s.TaskId) && (s.Kind == "after_publish" || (s.Kind == "received" && s.TaskId == last)))
            .OrderBy(s => s.Id)
            .Select(s => new { s.TaskId, s.Kind, s.At, s.Data })
            .ToListAsync(cancellationToken);
        var dues = new Dictionary<Guid, DateTimeOffset>();
        foreach (var signal in signals.Where(s => s.Kind == "after_publish"))
        {
            // A task that is tried again is published again: its window was opened by the first.
            if (JsonElement.Parse(signal.Data).TryGetProperty("dueAt", out var due))
            {
                dues.TryAdd(signal.TaskId, due.GetDateTimeOffset());
            }
        }

        return (dues, signals.Find(s => s.Kind == "received")?.At);
    }

    private static bool Follows(TaskRun task) => task.Supersedes is not null;

    private static bool IsReplaced(TaskRun task) => task is { State: TaskState.Superseded, SupersededBy: not null };
}

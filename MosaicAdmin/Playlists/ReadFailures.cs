using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>Playlists whose mosaic was given up.</summary>
/// <param name="ForStorage">Because the store failed; they are made again by themselves.</param>
/// <param name="Others">For any other reason.</param>
/// <param name="OtherStates">How the last tasks of those others ended.</param>
public sealed record Failures(int ForStorage, int Others, IReadOnlyList<TaskState> OtherStates);

/// <summary>Counts the playlists that are failed, by what failed them.</summary>
public sealed class ReadFailures(IDbContextFactory<MosaicDb> databases)
{
    public async Task<Failures> Execute(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var all = await LastTasks(db).GroupBy(t => t.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var storages = await LastTasks(db).CountAsync(IsStorages, cancellationToken);
        var others = all.Select(s => (s.State, Count: s.State is TaskState.Failed ? s.Count - storages : s.Count)).Where(s => s.Count > 0).ToList();
        return new Failures(storages, others.Sum(s => s.Count), [.. others.Select(s => s.State).Order()]);
    }

    /// <summary>The last task of each failed playlist.</summary>
    public static IQueryable<TaskRun> LastTasks(MosaicDb db) =>
        from failed in db.Windows.Where(w => w.State == WindowState.Failed).Select(w => new
        {
            Last = db.Tasks.Where(t => t.SubjectId == w.SubjectId).OrderByDescending(t => t.PublishedAt).ThenByDescending(t => t.Id).Select(t => t.Id).FirstOrDefault(),
        })
        join task in db.Tasks on failed.Last equals task.Id
        select task;

    /// <summary>Whether a task failed because of the store.</summary>
    public static Expression<Func<TaskRun, bool>> IsStorages { get; } = task => task.State == TaskState.Failed && task.Exception == nameof(StoreFailedException);
}

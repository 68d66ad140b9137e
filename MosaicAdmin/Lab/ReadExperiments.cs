using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>A run of a probe that can be looked at.</summary>
/// <param name="Id">Its subject: the task that was sent.</param>
public sealed record ExperimentRun(Guid Id, LabProbe Probe, DateTimeOffset At);

/// <summary>Reads experiments from their tasks' rows and signals; nothing about them is kept elsewhere.</summary>
public sealed class ReadExperiments(IDbContextFactory<MosaicDb> databases, DatabaseClock clock, LabProbes probes, IOptions<WindowOptions> options)
{
    private const int Kept = 200;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(1);

    /// <summary>The runs of the last day, newest first.</summary>
    public async Task<IReadOnlyList<ExperimentRun>> Recently(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var since = await clock.Now(db, cancellationToken) - Recent;
        var sent = await db.Tasks.AsNoTracking()
            .Where(t => t.PublishedAt > since && t.Name.StartsWith(LabProbe.Prefix) && t.Id == t.SubjectId)
            .OrderByDescending(t => t.PublishedAt).ThenByDescending(t => t.Id).Take(Kept)
            .Select(t => new { t.Id, t.Name, t.PublishedAt })
            .ToListAsync(cancellationToken);
        return [.. sent.SelectMany(t => probes.Of(t.Name) is { } probe ? new[] { new ExperimentRun(t.Id, probe, t.PublishedAt) } : [])];
    }

    /// <summary>These runs as they stand.</summary>
    public async Task<IReadOnlyDictionary<Guid, Experiment>> Execute(IReadOnlyCollection<ExperimentRun> runs, CancellationToken cancellationToken)
    {
        var ids = runs.Select(run => run.Id).ToArray();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var tasks = await db.Tasks.AsNoTracking().Where(t => ids.Contains(t.SubjectId))
            .OrderBy(t => t.PublishedAt).ThenBy(t => t.Id)
            .Select(t => new { t.Id, t.SubjectId, t.State })
            .ToListAsync(cancellationToken);
        var taskIds = tasks.Select(t => t.Id).ToArray();
        var signals = (await db.Signals.AsNoTracking().Where(s => taskIds.Contains(s.TaskId)).OrderBy(s => s.Id).ToListAsync(cancellationToken))
            .ToLookup(s => s.TaskId, TaskSignalEntry.From);
        var leases = await db.Windows.AsNoTracking().Where(w => ids.Contains(w.SubjectId) && w.LeaseUntil != null)
            .ToDictionaryAsync(w => w.SubjectId, w => w.LeaseUntil, cancellationToken);
        var bySubject = tasks.ToLookup(t => t.SubjectId, t => new ExperimentTask(t.Id, t.State, [.. signals[t.Id]]));
        return runs.Where(run => bySubject[run.Id].Any()).ToDictionary(
            run => run.Id, run => new Experiment(run.Probe, run.Id, [.. bySubject[run.Id]], EndsBy(run.Probe, leases.GetValueOrDefault(run.Id))));
    }

    // A run is stopped at its limit, which is so long before the end of its lease.
    private DateTimeOffset? EndsBy(LabProbe probe, DateTimeOffset? lease) =>
        probe.Name == "lost" ? lease : lease - options.Value.Lease + options.Value.RunLimit;
}

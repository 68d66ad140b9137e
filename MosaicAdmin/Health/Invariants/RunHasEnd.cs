using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Each run that began ends, or is taken for dead when its lease is over; none runs that no window knows of.</summary>
public sealed class RunHasEnd(
    IDbContextFactory<MosaicDb> databases, WriterLane lane, WindowKeeper keeper, Alarm alarm, DatabaseClock clock, IOptions<WindowOptions> windows,
    IOptions<HealthOptions> options, TimeProvider time)
    : Invariant(options, time)
{
    public override string Id => "run-without-end";

    protected override async Task<IReadOnlyList<Suspect>> Look(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = await clock.Now(db, cancellationToken);
        var dead = await db.Windows
            .Where(w => w.RunId != null && w.LeaseUntil <= now)
            .Select(w => new { w.SubjectId, TaskId = w.RunId!.Value })
            .ToListAsync(cancellationToken);
        var before = now - windows.Value.Lease;
        var strays = await db.Tasks
            .Where(t => t.State == TaskState.Running && t.StartedAt <= before && !db.Windows.Any(w => w.RunId == t.Id))
            .Select(t => new { t.SubjectId, TaskId = t.Id })
            .ToListAsync(cancellationToken);
        return [.. dead.Concat(strays).Select(r => new Suspect($"{r.TaskId}", r.SubjectId, r.TaskId))];
    }

    protected override async Task<string?> Mend(Suspect broken, string by, CancellationToken cancellationToken)
    {
        try
        {
            var ended = await lane.Run((write, ct) => End(write, broken, ct), cancellationToken);
            alarm.Ring(broken.Subject!.Value);
            return ended ? $"The run {broken.Task} is lost; what it owed is done again." : null;
        }
        catch (InvalidOperationException)
        {
            // A window that names a task without a row; the others are still to be cleared away.
            return null;
        }
    }

    private async Task<bool> End(Write write, Suspect broken, CancellationToken cancellationToken)
    {
        var window = await write.Db.Windows.SingleOrDefaultAsync(w => w.RunId == broken.Task, cancellationToken);
        return window is null
            ? await keeper.RecoverStray(write, broken.Task!.Value, cancellationToken)
            : await keeper.Recover(write, window, cancellationToken);
    }
}

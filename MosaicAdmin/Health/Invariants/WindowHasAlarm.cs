using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Each window that waits has a trigger, or nothing would run it but the sweeper.</summary>
public sealed class WindowHasAlarm(
    IDbContextFactory<MosaicDb> databases, Alarm alarm, DatabaseClock clock, IOptions<HealthOptions> options, TimeProvider time)
    : Invariant(options, time)
{
    public override string Id => "window-without-alarm";

    protected override async Task<IReadOnlyList<Suspect>> Look(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = await clock.Now(db, cancellationToken);

        // What falls due in a pause has spent its trigger; resuming sets it again.
        var paused = await db.Pauses.AnyAsync(p => p.ResumedAt == null, cancellationToken);
        var waiting = await db.Windows
            .Where(w => w.TaskId != null && w.RunId == null && !w.Held && (!paused || w.DueAt > now))
            .Select(w => new { w.SubjectId, w.TaskId, w.Fence })
            .ToListAsync(cancellationToken);
        var armed = await alarm.Armed(cancellationToken);

        // The same fence: no run began between the looks, so it should have had an alarm all the while, whoever touched it.
        return [.. waiting.Where(w => !armed.Contains(w.SubjectId)).Select(w => new Suspect($"{w.SubjectId}/{w.Fence}", w.SubjectId, w.TaskId))];
    }

    protected override Task<string?> Mend(Suspect broken, string by, CancellationToken cancellationToken)
    {
        alarm.Ring(broken.Subject!.Value);
        return Task.FromResult<string?>($"The alarm of {broken.Subject} is set.");
    }
}

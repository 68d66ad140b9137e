using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>Finds windows that are owed a run and have no alarm, and runs whose process died, so that a loss costs a delay and never a mosaic.</summary>
public sealed partial class WindowSweeper(
    IDbContextFactory<MosaicDb> databases, WriterLane lane, WindowKeeper keeper, Alarm alarm, MendJobKeys mendKeys,
    IOptions<WindowOptions> options, DatabaseClock clock, TimeProvider time, ILogger<WindowSweeper> logger)
    : Poller(options.Value.Sweep, time, logger)
{
    // A trigger this late is not merely waiting for a worker: it is set again.
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(5);

    public override async Task Poll(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = await clock.Now(db, cancellationToken);
        await BuryTheDead(db, now, cancellationToken);
        await ArmTheOwed(db, now, cancellationToken);
        await DropTheExpired(db, now, cancellationToken);
        await mendKeys.Execute(cancellationToken);
    }

    private async Task ArmTheOwed(MosaicDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var armed = await alarm.Armed(cancellationToken);
        var late = now - Overdue;
        var owed = await db.Windows
            .Where(w => w.TaskId != null && w.RunId == null && !w.Held)
            .Select(w => new { w.SubjectId, IsLate = w.DueAt < late })
            .ToListAsync(cancellationToken);
        foreach (var window in owed.Where(w => w.IsLate || !armed.Contains(w.SubjectId)))
        {
            LogUnarmed(window.SubjectId);
            alarm.Ring(window.SubjectId);
        }
    }

    private async Task DropTheExpired(MosaicDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var expired = await db.Tasks
            .Where(t => (t.State == TaskState.Scheduled || t.State == TaskState.Retrying) && t.ExpiresAt <= now)
            .Select(t => new { t.Id, t.SubjectId })
            .ToListAsync(cancellationToken);
        foreach (var task in expired)
        {
            try
            {
                await lane.Run((write, ct) => keeper.Expire(write, task.Id, ct), cancellationToken);
                alarm.Ring(task.SubjectId);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotExpired(error, task.Id);
            }
        }
    }

    private async Task BuryTheDead(MosaicDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var dead = await db.Windows
            .Where(w => w.RunId != null && w.LeaseUntil <= now)
            .Select(w => w.SubjectId)
            .ToListAsync(cancellationToken);
        foreach (var subject in dead)
        {
            await Bury(
                subject,
                async (write, ct) => await WindowKeeper.Find(write, subject, ct) is { } window && await keeper.Recover(write, window, ct),
                cancellationToken);
            alarm.Ring(subject);
        }

        var before = now - options.Value.Lease;
        var strays = await db.Tasks
            .Where(t => t.State == TaskState.Running && t.StartedAt <= before && !db.Windows.Any(w => w.RunId == t.Id))
            .Select(t => new { t.Id, t.SubjectId })
            .ToListAsync(cancellationToken);
        foreach (var stray in strays)
        {
            await Bury(stray.SubjectId, (write, ct) => keeper.RecoverStray(write, stray.Id, ct), cancellationToken);
        }
    }

    private async Task Bury(Guid subject, Func<Write, CancellationToken, Task<bool>> recover, CancellationToken cancellationToken)
    {
        try
        {
            await lane.Run(recover, cancellationToken);
            LogLost(subject);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // One that cannot be cleared away must not keep the others from being found.
            LogNotBuried(error, subject);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The run of {SubjectId} was lost with its process")]
    private partial void LogLost(Guid subjectId);

    [LoggerMessage(LogLevel.Error, "The dead run of {SubjectId} could not be cleared away")]
    private partial void LogNotBuried(Exception error, Guid subjectId);

    [LoggerMessage(LogLevel.Error, "Task {TaskId} is past its expiry and could not be revoked")]
    private partial void LogNotExpired(Exception error, Guid taskId);

    [LoggerMessage(LogLevel.Information, "The window of {SubjectId} had no alarm; it is set again")]
    private partial void LogUnarmed(Guid subjectId);
}

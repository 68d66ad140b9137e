using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using Quartz;

namespace MosaicAdmin.Tasks;

/// <summary>
/// Puts this node's scheduler in standby while the rows say that tasks are paused, and wakes it again. The rows alone keep runs from
/// being given; the standby keeps triggers from being spent on firings that get none.
/// </summary>
public sealed partial class FollowPause(
    ISchedulerFactory schedulers, IDbContextFactory<MosaicDb> databases, DatabaseClock clock, Alarm alarm, ILogger<FollowPause> logger)
{
    /// <summary>Answers whether the scheduler stands by now.</summary>
    public async Task<bool> Execute(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var paused = await db.Pauses.AnyAsync(p => p.ResumedAt == null, cancellationToken);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        switch (await scheduler.GetStatus(cancellationToken))
        {
            case SchedulerStatus.Running when paused:
                await scheduler.Standby(cancellationToken);
                LogStandby();
                return true;
            case SchedulerStatus.Standby when !paused:
                await scheduler.Start(cancellationToken);
                await RingDue(db, cancellationToken);
                LogAwake();
                return false;
            case var status:
                return status is SchedulerStatus.Standby;
        }
    }

    /// <summary>A trigger that fired after the pause and before the standby is spent; its window is due and waits for it.</summary>
    private async Task RingDue(MosaicDb db, CancellationToken cancellationToken)
    {
        var now = await clock.Now(db, cancellationToken);
        var due = await db.Windows
            .Where(w => w.TaskId != null && w.RunId == null && !w.Held && w.DueAt <= now)
            .Select(w => w.SubjectId)
            .ToListAsync(cancellationToken);
        due.ForEach(alarm.Ring);
    }

    [LoggerMessage(LogLevel.Information, "Tasks are paused: this node's scheduler stands by")]
    private partial void LogStandby();

    [LoggerMessage(LogLevel.Information, "Tasks go on: this node's scheduler is awake")]
    private partial void LogAwake();
}

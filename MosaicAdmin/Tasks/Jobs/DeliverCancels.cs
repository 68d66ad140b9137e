using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using Quartz;

namespace MosaicAdmin.Tasks;

/// <summary>
/// Looks after the cancels of this node's own runs. Whoever asks for one interrupts its run right after the commit, on whichever node; this
/// finds those whose asker died in between.
/// </summary>
public sealed partial class DeliverCancels(
    IDbContextFactory<MosaicDb> databases, ISchedulerFactory schedulers, CancelDelivery delivery, NodeName node, TimeProvider time, ILogger<DeliverCancels> logger)
    : Poller(TimeSpan.FromSeconds(2), time, logger)
{
    public override async Task Poll(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var undelivered = await db.Tasks
            .Where(t => t.State == TaskState.Running && t.CancelAskedAt != null && t.CancelDeliveredAt == null)
            .Join(
                db.Windows.Where(w => w.LeaseOwner == node.Value && w.FireInstance != null),
                task => new { task.SubjectId, RunId = (Guid?)task.Id },
                window => new { window.SubjectId, window.RunId },
                (task, window) => new { task.Id, task.SubjectId, window.FireInstance })
            .ToListAsync(cancellationToken);
        if (undelivered.Count == 0)
        {
            return;
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var run in undelivered)
        {
            if (await scheduler.InterruptFireInstance(run.FireInstance!, cancellationToken))
            {
                LogFound(run.Id);
                await delivery.Tell(run.Id, run.SubjectId);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Task {TaskId} had not been told that it is cancelled; it is now")]
    private partial void LogFound(Guid taskId);
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>Reads one task with all its signals and what it logged.</summary>
public sealed class ReadTask(IDbContextFactory<MosaicDb> databases)
{
    public const int MostLines = 2_000;

    /// <returns>Null when there is no such task.</returns>
    public async Task<TaskDetails?> Execute(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var tasks = db.Tasks.AsNoTracking().Where(t => t.Id == id);
        var summary = await tasks.Select(TaskSummary.From(db)).SingleOrDefaultAsync(cancellationToken);
        var rest = await tasks
            .Select(t => new { t.Arguments, t.ExceptionDetail, t.CancelAskedAt, t.CancelAskedBy, t.CancelReason, t.CancelDeliveredAt, t.DroppedAt, t.DroppedBy, t.SubjectId })
            .SingleOrDefaultAsync(cancellationToken);
        if (summary is null || rest is null)
        {
            return null;
        }

        var act = await db.Windows.AsNoTracking()
            .Where(w => w.SubjectId == rest.SubjectId && w.TaskId == id && w.ActedAt != null)
            .Select(w => new WindowAct(w.ActedBy!, w.ActedReason, w.ActedAt!.Value))
            .SingleOrDefaultAsync(cancellationToken);
        var signals = await db.Signals.AsNoTracking().Where(s => s.TaskId == id).OrderBy(s => s.Id).ToListAsync(cancellationToken);
        var lines = await db.RunLines.AsNoTracking().Where(l => l.TaskId == id).OrderByDescending(l => l.Id).Take(MostLines).ToListAsync(cancellationToken);
        return new TaskDetails(summary)
        {
            Arguments = JsonElement.Parse(rest.Arguments),
            ExceptionDetail = rest.ExceptionDetail,
            CancelAsked = rest.CancelAskedAt is { } at ? new CancelAsked(at, rest.CancelAskedBy, rest.CancelReason) : null,
            CancelDeliveredAt = rest.CancelDeliveredAt,
            CancelledBy = rest.CancelAskedAt is null ? rest.CancelAskedBy : null,
            Acted = act,
            Dropped = rest.DroppedAt is { } dropped ? new WindowAct(rest.DroppedBy!, await WhyDropped(db, id, dropped, cancellationToken), dropped) : null,
            Signals = [.. signals.Select(TaskSignalEntry.From)],
            Log = [.. lines.AsEnumerable().Reverse().Select(l => new TaskLogLine(l.Attempt, l.At, l.Level, l.Category, l.Text))],
        };
    }

    private static Task<string?> WhyDropped(MosaicDb db, Guid id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var subject = id.ToString();
        return db.Audit.Where(a => a.At == at && a.Act == "task.drop" && a.Subject == subject).Select(a => a.Reason).FirstOrDefaultAsync(cancellationToken);
    }
}

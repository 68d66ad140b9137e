using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>The signals of each task came in a legal order, and told of its end if it has one. What was recorded stays recorded: there is no repair.</summary>
public sealed class SignalsAreLegal(IDbContextFactory<MosaicDb> databases, IOptions<HealthOptions> options, TimeProvider time)
    : Invariant(options, time)
{
    /// <summary>So many tasks are judged, from the newest.</summary>
    public const int Newest = 5000;

    public override string Id => "illegal-sequence";

    public override bool CanRepair => false;

    protected override async Task<IReadOnlyList<Suspect>> Look(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var newest = db.Tasks.OrderByDescending(t => t.PublishedAt).ThenByDescending(t => t.Id).Take(Newest);
        var tasks = await newest.Select(t => new { t.Id, t.SubjectId, t.State }).ToListAsync(cancellationToken);
        var signals = await db.Signals
            .Where(s => newest.Select(t => t.Id).Contains(s.TaskId))
            .OrderBy(s => s.Id)
            .Select(s => new { s.TaskId, s.Kind, Data = s.Kind == "revoked" ? s.Data : null })
            .ToListAsync(cancellationToken);
        var told = signals.ToLookup(
            s => s.TaskId, s => new SequenceStep(s.Kind, s.Data?.Contains("\"terminated\":true", StringComparison.Ordinal) == true));
        return
        [
            .. from task in tasks
               where !Fits(task.State, SignalSequence.Judge(told[task.Id]))
               select new Suspect($"{task.Id}/{task.State}/{told[task.Id].Count()}", task.SubjectId, task.Id),
        ];
    }

    private static bool Fits(TaskState state, SequenceVerdict verdict) => state.IsEnd() ? verdict is LegalSequence : verdict is IncompleteSequence;
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Each job key in Redis belongs to a window that waits, and that has a trigger unless it is held.</summary>
public sealed class KeyHasWindow(
    IDbContextFactory<MosaicDb> databases, RedisJobKeys keys, Alarm alarm, IOptions<HealthOptions> options, TimeProvider time)
    : Invariant(options, time)
{
    public override string Id => "key-without-window";

    protected override async Task<IReadOnlyList<Suspect>> Look(DateTimeOffset since, CancellationToken cancellationToken)
    {
        // Keys first: whoever swaps one in has committed its row before.
        var subjects = await AskRedis(() => keys.List(cancellationToken));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var windows = await db.Windows.Where(w => w.TaskId != null || w.RunId != null)
            .Select(w => new { w.SubjectId, w.TaskId, w.RunId, w.Held, w.Fence })
            .ToDictionaryAsync(w => w.SubjectId, cancellationToken);
        var armed = await alarm.Armed(cancellationToken);
        return
        [
            .. from subject in subjects
               let window = windows.GetValueOrDefault(subject)
               where window?.TaskId is null || (window is { RunId: null, Held: false } && !armed.Contains(subject))
               select new Suspect($"{subject}/{window?.Fence}/{window?.TaskId}", subject, window?.TaskId, RedisJobKeys.Name(subject)),
        ];
    }

    protected override async Task<string?> Mend(Suspect broken, string by, CancellationToken cancellationToken)
    {
        var subject = broken.Subject!.Value;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Windows.AnyAsync(w => w.SubjectId == subject && w.TaskId != null, cancellationToken))
        {
            // By its task, so that the key of a publish of this moment stays.
            await (await keys.Get(subject, cancellationToken) is { } held
                ? keys.Clear(subject, held.TaskId, cancellationToken)
                : keys.Remove(subject, cancellationToken));
            return $"{broken.Name} is removed.";
        }

        alarm.Ring(subject);
        return $"The alarm of {subject} is set.";
    }
}

using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>
/// Has the job keys say what the rows say: one that was lost with Redis comes back, one that came back from an old log goes. The keys are read
/// before the rows, so a row is never older than what it is compared with, and a publish meanwhile is left alone.
/// </summary>
public sealed partial class MendJobKeys(
    IDbContextFactory<MosaicDb> databases, RedisJobKeys keys, TimeProvider time, ILogger<MendJobKeys> logger)
{
    private const int Together = 200;

    /// <summary>Answers how many were found wrong; 0 while Redis is away.</summary>
    public async Task<int> Execute(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var wrong = 0;
        foreach (var some in (await db.Windows.Where(w => !w.Once).Select(w => w.SubjectId).ToListAsync(cancellationToken)).Chunk(Together))
        {
            if (await keys.Get(some, cancellationToken) is not { } held)
            {
                break;
            }

            var waiting = await db.Windows.AsNoTracking()
                .Where(w => some.Contains(w.SubjectId) && w.TaskId != null)
                .ToDictionaryAsync(w => w.SubjectId, cancellationToken);
            foreach (var subject in some)
            {
                wrong += await Mend(subject, held.GetValueOrDefault(subject), waiting.GetValueOrDefault(subject), cancellationToken) ? 1 : 0;
            }
        }

        if (wrong > 0)
        {
            LogMended(wrong);
        }

        return wrong;
    }

    private async Task<bool> Mend(Guid subject, JobKey? held, Window? window, CancellationToken cancellationToken)
    {
        // Past its due time a key expires by itself.
        var right = window?.DueAt > time.GetUtcNow() ? RedisJobKeys.Of(window) : null;
        if (held == right || (window is not null && held == RedisJobKeys.Of(window)))
        {
            return false;
        }

        // A swap replaces what is older by itself; what nobody waits for, or what claims to be newer than the row, is a relic.
        if (held is not null && (right is null || held.Requested > right.Requested))
        {
            await keys.Clear(subject, held.TaskId, cancellationToken);
        }

        if (right is not null)
        {
            await keys.Swap(subject, right, cancellationToken);
        }

        return true;
    }

    [LoggerMessage(LogLevel.Information, "{Count} job keys did not say what their rows say and are set again")]
    private partial void LogMended(int count);
}

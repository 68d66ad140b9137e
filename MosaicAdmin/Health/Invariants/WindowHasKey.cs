using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Each window that waits has its job key in Redis, and the key says what the row says.</summary>
public sealed class WindowHasKey(
    IDbContextFactory<MosaicDb> databases, RedisJobKeys keys, MendJobKeys mend, IOptions<HealthOptions> options, TimeProvider time)
    : Invariant(options, time)
{
    private readonly TimeProvider _time = time;

    public override string Id => "window-without-key";

    protected override async Task<IReadOnlyList<Suspect>> Look(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Windows.AsNoTracking().Where(w => w.TaskId != null && !w.Once).ToListAsync(cancellationToken);
        var broken = new List<Suspect>();
        foreach (var some in waiting.Chunk(200))
        {
            var held = await AskRedis(() => keys.Get([.. some.Select(w => w.SubjectId)], cancellationToken));

            // A key goes by itself when its window falls due.
            var now = _time.GetUtcNow();
            broken.AddRange(some
                .Where(w => w.DueAt > now && held[w.SubjectId] != RedisJobKeys.Of(w))
                .Select(w => new Suspect($"{w.SubjectId}/{w.Version}", w.SubjectId, w.TaskId, RedisJobKeys.Name(w.SubjectId))));
        }

        return broken;
    }

    internal override async Task<Repaired> Repair(string by, CancellationToken cancellationToken)
    {
        var found = await Find(cancellationToken);
        var mended = await mend.Execute(cancellationToken);
        return new Repaired(found.Count, mended, [.. found.Broken.Take(Named).Select(s => $"{s.Name} says again what its row says.")]);
    }
}

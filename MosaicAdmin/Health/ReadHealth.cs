using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Asks each part how it does.</summary>
public sealed class ReadHealth(
    Permissions permissions, IDbContextFactory<MosaicDb> databases, DatabaseClock clock, RedisConnection redis, ProbeStore probe, ReadPause pause, NodeName node,
    IOptions<RedisOptions> redisOptions, IOptions<DatabaseOptions> database, IOptions<StorageOptions> storage, TimeProvider time)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    public async Task<HealthReport> Execute(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var started = time.GetTimestamp();
        await db.Database.ExecuteSqlRawAsync("SELECT 1", cancellationToken);
        var roundTrip = time.GetElapsedTime(started).TotalMilliseconds;
        var now = await clock.Now(db, cancellationToken);
        var nodes = await db.Nodes.AsNoTracking().OrderBy(n => n.Name).ToListAsync(cancellationToken);
        var ping = await redis.Ping(node.Value, cancellationToken);
        return new HealthReport(
            now,
            [.. nodes.Select(n => Of(n, now))],
            new RedisHealth(redisOptions.Value.Mode, ping.State, ping.RoundTrip),
            new DatabaseHealth($"{database.Value.Provider}", roundTrip),
            new StorageHealth($"{storage.Value.Provider}", (await probe.Execute(cancellationToken))?.Message),
            new SchedulerHealth(await pause.Execute(cancellationToken) is { } p ? new PauseHealth(p.By, p.At, p.Reason) : null));
    }

    private NodeHealth Of(Node n, DateTimeOffset now) => new(
        n.Name, n.Version, n.StartedAt, n.LastSeenAt, n.ClockOffset, n.Misfires, n.Standby, n.Running,
        Dead: n.LastSeenAt < now - NodeReporter.Silence, Answering: n.Name == node.Value);
}

using System.Reflection;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>Tells in the tables that this process lives, how far its clock is from the database's, and whether its scheduler fires.</summary>
public sealed class NodeReporter(
    IDbContextFactory<MosaicDb> databases, WriterLane lane, NodeName name, FollowPause follow, CountMisfires misfires, DatabaseClock clock,
    TimeProvider time, ILogger<NodeReporter> logger)
    : Poller(Interval, time, logger)
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <summary>A node that has not told of itself for so long is taken for dead.</summary>
    public static readonly TimeSpan Silence = 5 * Interval;

    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);
    private static readonly string Version = typeof(NodeReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly TimeProvider _time = time;
    private DateTimeOffset? _startedAt;

    public override async Task Poll(CancellationToken cancellationToken)
    {
        var standby = await follow.Execute(cancellationToken);
        var offset = await MeasureOffset(cancellationToken);
        _startedAt = await lane.Run((write, ct) => Report(write, standby, offset, _startedAt, ct), cancellationToken);
    }

    private async Task<DateTimeOffset> Report(Write write, bool standby, TimeSpan offset, DateTimeOffset? startedAt, CancellationToken cancellationToken)
    {
        var forgotten = write.Now - Forgotten;
        write.Db.Nodes.RemoveRange(await write.Db.Nodes.Where(n => n.LastSeenAt < forgotten && n.Name != name.Value).ToListAsync(cancellationToken));
        var node = await write.Db.Nodes.SingleOrDefaultAsync(n => n.Name == name.Value, cancellationToken);
        if (node is null)
        {
            write.Db.Nodes.Add(node = new Node { Name = name.Value });
        }

        (node.Version, node.StartedAt, node.LastSeenAt) = (Version, startedAt ?? write.Now, write.Now);
        (node.ClockOffset, node.Standby, node.Misfires) = ((long)Math.Round(offset.TotalMilliseconds), standby, misfires.Count);
        node.Running = await write.Db.Windows.CountAsync(w => w.RunId != null && w.LeaseOwner == name.Value, cancellationToken);
        await write.Db.SaveChangesAsync(cancellationToken);
        return node.StartedAt;
    }

    // The database read its clock somewhere between the two readings of ours.
    private async Task<TimeSpan> MeasureOffset(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        var before = _time.GetUtcNow();
        var database = await clock.Now(db, cancellationToken);
        var after = _time.GetUtcNow();
        return before + (after - before) / 2 - database;
    }
}

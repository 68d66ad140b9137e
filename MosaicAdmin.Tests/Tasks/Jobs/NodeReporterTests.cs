using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

public sealed class NodeReporterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_tells_its_version_start_sign_of_life_and_runs()
    {
        await using var tables = await TestWindows.Create();
        var reporter = tables.Get<NodeReporter>();
        var started = tables.Time.GetUtcNow();
        await reporter.Poll(Stop);
        var id = await tables.Window();
        await tables.Publish(id);
        tables.Time.Advance(TimeSpan.FromMinutes(40));
        await tables.Get<TaskLifecycle>().Take(id, "fire");
        await reporter.Poll(Stop);

        await using var db = await tables.Open();
        var node = await db.Nodes.SingleAsync(Stop);
        Assert.Equal((NodeName.OfThisProcess.Value, started, tables.Time.GetUtcNow()), (node.Name, node.StartedAt, node.LastSeenAt));
        Assert.Equal((1, false, 0L), (node.Running, node.Standby, node.Misfires));
        Assert.NotEmpty(node.Version);
    }

    [Theory]
    [InlineData(90_000)]
    [InlineData(-2_500)]
    public async Task Its_clock_is_measured_against_the_databases(int ahead)
    {
        await using var tables = await TestWindows.Create();
        var own = new FakeTimeProvider(tables.Time.GetUtcNow().AddMilliseconds(ahead));
        using var reporter = new NodeReporter(
            tables.Get<IDbContextFactory<MosaicDb>>(), tables.Lane, new NodeName("skewed:1"), tables.Get<FollowPause>(), tables.Get<CountMisfires>(),
            tables.Get<DatabaseClock>(), own, NullLogger<NodeReporter>.Instance);
        await reporter.Poll(Stop);

        await using var db = await tables.Open();
        Assert.Equal(ahead, (await db.Nodes.SingleAsync(Stop)).ClockOffset);
    }

    [Fact]
    public async Task A_node_long_gone_is_forgotten_and_one_that_died_lately_is_not()
    {
        await using var tables = await TestWindows.Create();
        await using (var db = await tables.Open())
        {
            db.Nodes.Add(new Node { Name = "gone:1", LastSeenAt = tables.Time.GetUtcNow().AddHours(-25) });
            db.Nodes.Add(new Node { Name = "died:1", LastSeenAt = tables.Time.GetUtcNow().AddHours(-23) });
            await db.SaveChangesAsync(Stop);
        }

        await tables.Get<NodeReporter>().Poll(Stop);
        await using var after = await tables.Open();
        Assert.Equal(["died:1", NodeName.OfThisProcess.Value], await after.Nodes.OrderBy(n => n.LastSeenAt).Select(n => n.Name).ToListAsync(Stop));
    }
}

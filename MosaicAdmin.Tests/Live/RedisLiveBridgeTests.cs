using Microsoft.Extensions.Logging.Abstractions;
using MosaicAdmin.Live;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using MosaicAdmin.Tests.Tasks;

namespace MosaicAdmin.Tests.Live;

/// <summary>Two nodes, one real Redis between them.</summary>
public sealed class RedisLiveBridgeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_node_announces_the_pages_of_the_other_hear_and_its_own_hear_no_echo()
    {
        using var server = await RedisServer.Start();
        await using var tables = await TestTables.Create();
        await using var here = await Node.Start("here:1", server.Address, tables);
        await using var there = await Node.Start("there:2", server.Address, tables);
        var mine = new PlaylistChanged(Guid.CreateVersion7());
        using var heardThere = there.Live.Subscribe(s => s.Equals(mine));
        using var heardHere = here.Live.Subscribe(s => s.Equals(mine));
        var last = new PlaylistChanged(Guid.CreateVersion7());
        using var lastHere = here.Live.Subscribe(s => s.Equals(last));

        await here.Bridge.Receive(mine, Stop);
        await Eventually.True(heardThere.TakeNews);

        // One channel keeps its order: once the other's later message is here, an echo would have been.
        await there.Bridge.Receive(last, Stop);
        await Eventually.True(lastHere.TakeNews);
        Assert.False(heardHere.TakeNews());
    }

    [Fact]
    public async Task A_task_signal_makes_the_other_node_read_its_row()
    {
        using var server = await RedisServer.Start();
        await using var tables = await TestTables.Create();
        tables.Oracle.ExcuseAll();
        await using var here = await Node.Start("here:1", server.Address, tables);
        await using var there = await Node.Start("there:2", server.Address, tables);
        var signal = new TaskPostrun(new TaskRef(Guid.CreateVersion7(), "mosaic.create", Guid.CreateVersion7()), "succeeded");
        using var heard = there.Live.Subscribe(s => s is TaskPostrun post && post.Task == signal.Task && post.State == "succeeded");

        await tables.Databases.Record(TaskSeeds.Row(signal));
        await here.Bridge.Receive(signal, Stop);

        await Eventually.True(heard.TakeNews);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"Node":"x","Kind":"System.Diagnostics.Process","Content":{}}""")]
    [InlineData("""{"Node":"x","Kind":"PlaylistChanged","Content":{"PlaylistId":"no guid"}}""")]
    public async Task What_cannot_be_read_is_passed_over(string message)
    {
        await using var tables = await TestTables.Create();
        await using var node = await Node.Start("here:1", "127.0.0.1:1", tables, start: false);
        using var heard = node.Live.Subscribe(_ => true);

        node.Bridge.Hear(message);

        Assert.False(heard.TakeNews());
    }

    private sealed class Node : IAsyncDisposable
    {
        private readonly RedisConnection _redis;
        private readonly SignalTail _tail;

        private Node(string name, string redis, TestTables tables)
        {
            _redis = new RedisConnection(redis, TimeProvider.System, NullLogger<RedisConnection>.Instance);
            _tail = new SignalTail(tables.Databases, Live, TimeProvider.System, NullLogger<SignalTail>.Instance);
            Bridge = new RedisLiveBridge(_redis, new NodeName(name), Live, _tail, TimeProvider.System, NullLogger<RedisLiveBridge>.Instance);
        }

        public LiveFeed Live { get; } = new();

        public RedisLiveBridge Bridge { get; }

        public static async Task<Node> Start(string name, string redis, TestTables tables, bool start = true)
        {
            var node = new Node(name, redis, tables);
            if (start)
            {
                await node._tail.StartAsync(Stop);
                await node._tail.Started;
                await node.Bridge.StartAsync(Stop);
                await node.Bridge.ExecuteTask!;
            }

            return node;
        }

        public async ValueTask DisposeAsync()
        {
            await _tail.StopAsync(CancellationToken.None);
            await Bridge.StopAsync(CancellationToken.None);
            _tail.Dispose();
            Bridge.Dispose();
            await _redis.DisposeAsync();
        }
    }
}

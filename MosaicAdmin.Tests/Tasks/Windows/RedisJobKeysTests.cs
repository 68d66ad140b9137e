using Microsoft.Extensions.Logging.Abstractions;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using StackExchange.Redis;

namespace MosaicAdmin.Tests.Tasks.Windows;

/// <summary>What a job key promises, whichever server holds it.</summary>
public abstract class RedisJobKeysContract : IAsyncLifetime
{
    private readonly Guid _subject = Guid.NewGuid();
    private RedisConnection _redis = null!;
    private RedisJobKeys _keys = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _redis = new RedisConnection(await Server(), TimeProvider.System, NullLogger<RedisConnection>.Instance);
        await _redis.Multiplexer;
        _keys = new RedisJobKeys(_redis, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        await StopServer();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_swap_answers_whom_it_replaced_and_holds_the_newer()
    {
        var (first, second) = (Key(1), Key(2));
        Assert.Null(await _keys.Swap(_subject, first, Stop));
        Assert.Equal(first, await _keys.Swap(_subject, second, Stop));
        Assert.Equal(second, await _keys.Get(_subject, Stop));
    }

    [Fact]
    public async Task An_older_request_that_comes_late_does_not_take_the_newer_one_s_place()
    {
        await _keys.Swap(_subject, Key(10), Stop);
        Assert.Equal(10, (await _keys.Swap(_subject, Key(9), Stop))!.Requested);
        Assert.Equal(10, (await _keys.Get(_subject, Stop))!.Requested);
    }

    [Fact]
    public async Task Many_swaps_at_once_leave_the_newest()
    {
        await Task.WhenAll(Enumerable.Range(1, 200).OrderBy(i => i * 7919 % 200).Select(i => _keys.Swap(_subject, Key(i), Stop)));
        Assert.Equal(200, (await _keys.Get(_subject, Stop))!.Requested);
    }

    [Fact]
    public async Task The_key_expires_with_its_window()
    {
        await _keys.Swap(_subject, Key(1) with { DueAt = DateTimeOffset.FromUnixTimeMilliseconds(Now() + 60_000) }, Stop);
        var left = await (await _redis.Multiplexer).GetDatabase().KeyTimeToLiveAsync(RedisJobKeys.Name(_subject));
        Assert.InRange(left!.Value.TotalSeconds, 50, 60.1);

        await _keys.Swap(_subject, Key(2) with { DueAt = DateTimeOffset.FromUnixTimeMilliseconds(Now() - 1) }, Stop);
        await Eventually.Get(() => _keys.Get(_subject, Stop), key => key is null);
    }

    [Fact]
    public async Task Only_the_task_that_holds_the_key_clears_it()
    {
        var key = Key(1);
        await _keys.Swap(_subject, key, Stop);
        await _keys.Clear(_subject, Guid.NewGuid(), Stop);
        Assert.Equal(key, await _keys.Get(_subject, Stop));
        await _keys.Clear(_subject, key.TaskId, Stop);
        Assert.Null(await _keys.Get(_subject, Stop));
    }

    [Fact]
    public async Task The_key_is_the_JSON_of_the_contract()
    {
        await _keys.Swap(_subject, Key(3), Stop);
        var json = (string?)await (await _redis.Multiplexer).GetDatabase().StringGetAsync($"mosaic:job:{_subject}");
        using var key = System.Text.Json.JsonDocument.Parse(json!);
        Assert.Equal(["taskId", "requested", "dueAt", "latestAt"], key.RootElement.EnumerateObject().Select(p => p.Name));
    }

    protected abstract Task<string> Server();

    protected abstract Task StopServer();

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    private static JobKey Key(long requested) => new(
        Guid.NewGuid(), requested, DateTimeOffset.FromUnixTimeMilliseconds(Now() + 30_000), DateTimeOffset.FromUnixTimeMilliseconds(Now() + 90_000));
}

public sealed class RedisJobKeysOnRedisTests : RedisJobKeysContract
{
    private RedisServer? _server;

    protected override async Task<string> Server() => (_server = await RedisServer.Start()).Address;

    protected override Task StopServer()
    {
        _server?.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class RedisJobKeysOnGarnetTests : RedisJobKeysContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-garnet-");
    private EmbeddedGarnet? _server;

    protected override Task<string> Server()
    {
        _server = new EmbeddedGarnet(new EmbeddedRedisOptions(), _folder.FullName, NullLoggerFactory.Instance);
        return Task.FromResult(_server.ConnectionString);
    }

    protected override Task StopServer()
    {
        _server?.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }
}

public sealed class RedisAwayTests
{
    [Fact]
    public async Task A_Redis_that_is_away_costs_a_moment_and_then_nothing()
    {
        await using var redis = new RedisConnection("127.0.0.1:1", TimeProvider.System, NullLogger<RedisConnection>.Instance);
        var keys = new RedisJobKeys(redis, TimeProvider.System);
        var key = new JobKey(Guid.NewGuid(), 1, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(await keys.Swap(Guid.NewGuid(), key, TestContext.Current.CancellationToken));
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Null(await keys.Swap(Guid.NewGuid(), key, TestContext.Current.CancellationToken));
        Assert.InRange(watch.ElapsedMilliseconds, 0, 100);
    }
}

using System.Diagnostics;
using System.Globalization;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using StackExchange.Redis;

namespace MosaicAdmin.Tests.Faults;

/// <summary>Two real apps side by side: one with a healthy Redis of its own, one whose Redis stands behind a proxy and is troubled.</summary>
public sealed class TroubledRedis : IAsyncLifetime
{
    private readonly SharedRedis _shared = new();
    private RedisServer? _server;
    private Site? _calm;

    public static (string Key, string Value)[] Windows => [("Mosaic:Window", "00:00:02"), ("Mosaic:MaxWait", "00:00:20")];

    public TcpProxy Proxy { get; private set; } = null!;

    public Site Site { get; private set; } = null!;

    public NodeProcess Node { get; private set; } = null!;

    /// <summary>The app nothing is done to: what uploads cost at the same moment.</summary>
    public NodeProcess Calm { get; private set; } = null!;

    /// <summary>Past the proxy.</summary>
    public string Address { get; } = RedisServer.FreeAddress();

    public async ValueTask InitializeAsync()
    {
        await _shared.InitializeAsync();
        await Restart();
        Proxy = new TcpProxy(Address);
        _calm = new Site([.. _shared.Settings, .. Windows]);
        Calm = await _calm.Start();
        Site = new Site([("Redis:Mode", "External"), ("ConnectionStrings:Redis", Proxy.Address), .. Windows]);
        Node = await Site.Start();
    }

    public void KillServer()
    {
        _server!.Dispose();
        _server = null;
    }

    public async Task Restart() => _server = await RedisServer.Start(Address);

    public async Task Command(string name, params object[] arguments)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{Address},allowAdmin=true");
        await redis.GetDatabase().ExecuteAsync(name, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { Site, _calm, Proxy, _shared })
        {
            await (part?.DisposeAsync() ?? default);
        }

        _server?.Dispose();
    }
}

/// <summary>
/// A Redis in trouble costs a moment and nothing else: every upload is accepted about as fast as beside a healthy one, calls rest while it keeps
/// failing, and each playlist gets its mosaic, once for each window.
/// </summary>
[Collection(FaultsCollection.Name)]
public sealed class RedisFaultTests(TroubledRedis redis, ITestOutputHelper output) : IClassFixture<TroubledRedis>
{
    private const int Playlists = 12;
    private const string Rests = "job keys rest for";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Absent_at_the_start()
    {
        await using var site = new Site([("Redis:Mode", "External"), ("ConnectionStrings:Redis", RedisServer.FreeAddress()), .. TroubledRedis.Windows]);
        var node = await site.Start();
        await UploadsGoOn(site, node, rests: true);
    }

    [Fact]
    public async Task Emptied_every_second()
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var flushing = Flush(over.Token);
        await UploadsGoOn(redis.Site, redis.Node, rests: false);
        await over.CancelAsync();
        Assert.True(await flushing >= 3);
    }

    [Fact]
    public async Task Killed_and_back_after_five_seconds()
    {
        await IsHealthy();
        redis.KillServer();
        var back = Task.Delay(TimeSpan.FromSeconds(5), Stop).ContinueWith(_ => redis.Restart(), Stop, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
        await UploadsGoOn(redis.Site, redis.Node, rests: true);
        await back;
        await IsHealthy();
    }

    [Fact]
    public async Task Read_only()
    {
        await IsHealthy();
        await redis.Command("CONFIG", "SET", "min-replicas-to-write", "1");
        try
        {
            await UploadsGoOn(redis.Site, redis.Node, rests: true);
        }
        finally
        {
            await redis.Command("CONFIG", "SET", "min-replicas-to-write", "0");
        }

        await IsHealthy();
    }

    [Fact]
    public async Task Two_seconds_late_with_every_answer()
    {
        await IsHealthy();
        redis.Proxy.Delay = TimeSpan.FromSeconds(2);
        try
        {
            await UploadsGoOn(redis.Site, redis.Node, rests: true);
        }
        finally
        {
            redis.Proxy.Delay = TimeSpan.Zero;
        }

        await IsHealthy();
    }

    private async Task<int> Flush(CancellationToken over)
    {
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var times = 0;
        try
        {
            while (await second.WaitForNextTickAsync(over))
            {
                await redis.Command("FLUSHALL");
                times++;
            }
        }
        catch (OperationCanceledException)
        {
        }

        return times;
    }

    /// <summary>Waits until a publish leaves its key again.</summary>
    private async Task IsHealthy()
    {
        await using var direct = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        await Eventually.Get(
            async () =>
            {
                var playlist = await redis.Node.CreatePlaylist("Healthy");
                await redis.Node.Upload(playlist, Sending.Some());
                return await direct.GetDatabase().KeyExistsAsync(RedisJobKeys.Name(playlist));
            },
            there => there);
    }

    private async Task UploadsGoOn(Site site, NodeProcess node, bool rests)
    {
        var rested = node.Times(Rests);
        var (calm, troubled) = (new List<double>(), new List<double>());
        var playlists = new Dictionary<Guid, List<Guid>>();
        for (var i = 0; i < Playlists; i++)
        {
            var (beside, playlist) = (await redis.Calm.CreatePlaylist($"{i}"), await node.CreatePlaylist($"{i}"));
            playlists[playlist] = [];
            for (var song = 0; song < 9; song++)
            {
                // In turns, so that whatever else this machine does slows both alike.
                await Timed(redis.Calm, beside, song, calm);
                playlists[playlist].Add(await Timed(node, playlist, song, troubled));
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p95 of {calm.Count} uploads: healthy {P95(calm):0} ms, troubled {P95(troubled):0} ms"));
        Assert.InRange(P95(troubled) - P95(calm), double.MinValue, 200);
        Assert.True(!rests || node.Times(Rests) > rested, "Calls never rested.");
        foreach (var (playlist, songs) in playlists)
        {
            await IsMadeOnceForEachWindow(site, playlist, songs);
        }
    }

    private async Task IsMadeOnceForEachWindow(Site site, Guid playlist, List<Guid> songs)
    {
        var window = await site.Settled(playlist);
        Assert.Equal((9L, 9L), (window.Requested, window.Built));
        Assert.Equal(songs, (await site.Mosaics(playlist)).Shown);
        var windows = (await site.Tasks(playlist)).Where(t => t.State != TaskState.Superseded).ToList();

        // A run may read a song that came after its take; the window that song opened then finds nothing new.
        Assert.All(windows, t => Assert.True(t.State is TaskState.Succeeded or TaskState.Unchanged, $"{t.Id} is {t.State}"));
        windows.Where(t => t.Attempts > 1).ToList().ForEach(t => output.WriteLine($"{t.Attempts} attempts: {t.ExceptionDetail}"));
        Assert.Equal(windows.Sum(t => t.Attempts), window.Fence);
        Assert.Equal(windows.Count(t => t.State == TaskState.Succeeded), (await site.Mosaics(playlist)).Made);
    }

    private static async Task<Guid> Timed(NodeProcess node, Guid playlist, int song, List<double> took)
    {
        var sending = Sending.Some($"{song}", song * 40);
        var watch = Stopwatch.StartNew();
        var added = await node.Upload(playlist, sending);
        took.Add(watch.Elapsed.TotalMilliseconds);
        return added.Song;
    }

    private static double P95(List<double> took) => took.Order().ElementAt((int)(took.Count * 0.95));
}

using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using Quartz;

namespace MosaicAdmin.Tests.Tasks.Model;

/// <summary>
/// The real thing, held still: several nodes on one SQLite file, one scheduler that is never started (its store is Quartz's own, in memory) and
/// one Redis. The database has a clock, each node has its own, and nothing happens unless a history does it.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly ModelRules Rules = new(
        TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(15), new WindowOptions().MaxDeaths);

    private static readonly (string, string)[] Settings =
    [
        ("Mosaic:Window", $"{Rules.Window}"), ("Mosaic:MaxWait", $"{Rules.MaxWait}"), ("Mosaic:Lease", $"{Rules.Lease}"), ("Mosaic:Sweep", $"{Rules.Sweep}"),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-world-");
    private readonly ServiceProvider _quartz;
    private readonly List<WorldNode> _nodes = [];

    private World(ServiceProvider quartz) => _quartz = quartz;

    /// <summary>The database's clock.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    /// <summary>While true, whoever asks for the database gets an exception.</summary>
    public bool Away { get; set; }

    public IReadOnlyList<WorldNode> Nodes => _nodes;

    /// <summary>What all histories came to, so that a test can tell that they were worth playing.</summary>
    public ConcurrentDictionary<string, int> Tally { get; } = new();

    public RedisConnection Redis => _nodes[0].Get<RedisConnection>();

    public required IScheduler Scheduler { get; init; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<World> Create()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddQuartz(quartz => quartz.UseInMemoryStore());
        var provider = services.BuildServiceProvider();
        var schedulers = provider.GetRequiredService<ISchedulerFactory>();
        var world = new World(provider) { Scheduler = await schedulers.GetScheduler(Stop) };
        for (var i = 0; i < Histories.Nodes; i++)
        {
            world._nodes.Add(new WorldNode(world.Build(i, schedulers)));
        }

        await world._nodes[0].Host.MigrateData(Stop);
        await world.Scheduler.AddJob(
            JobBuilder.Create<RunTask>().WithIdentity(Alarm.Job).StoreDurably().Build(), new AddJobOptions(), Stop);
        return world;
    }

    /// <summary>The playlist's trigger: when it goes off; null without one.</summary>
    public async Task<ITrigger?> Trigger(Guid subject) => await Scheduler.GetTrigger(Key(subject), Stop);

    public static TriggerKey Key(Guid subject) => new(subject.ToString(), Alarm.Group);

    public MosaicDb Open() => _nodes[0].Get<IDbContextFactory<SqliteMosaicDb>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Enumerable.Reverse(_nodes))
        {
            await ((IAsyncDisposable)node.Host).DisposeAsync();
        }

        await _quartz.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private IHost Build(int number, ISchedulerFactory schedulers)
    {
        var clock = new NodeClock(Time);
        var builder = TestWindows.Builder(_folder.FullName, clock, new Probe(), Settings);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton(new NodeName($"node:{number}"));
        builder.Services.AddSingleton(new DatabaseClock(Time));
        builder.Services.AddSingleton(schedulers);
        builder.Services.AddSingleton<IDbContextFactory<MosaicDb>>(s => new Door(this, s.GetRequiredService<IDbContextFactory<SqliteMosaicDb>>()));
        if (number > 0)
        {
            builder.Services.AddSingleton(_ => Redis);
        }

        return builder.Build();
    }

    private sealed class Door(World world, IDbContextFactory<SqliteMosaicDb> inner) : IDbContextFactory<MosaicDb>
    {
        public MosaicDb CreateDbContext() => world.Away ? throw new IOException("The database is away.") : inner.CreateDbContext();
    }
}

/// <summary>One node's services.</summary>
internal sealed record WorldNode(IHost Host)
{
    public NodeClock Clock => Get<NodeClock>();

    public WriterLane Lane => Get<WriterLane>();

    public WindowKeeper Keeper => Get<WindowKeeper>();

    public Alarm Alarm => Get<Alarm>();

    public T Get<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();
}

/// <summary>A node's clock: the database's, and off by something.</summary>
internal sealed class NodeClock(TimeProvider database) : TimeProvider
{
    public TimeSpan Offset { get; set; }

    public override DateTimeOffset GetUtcNow() => database.GetUtcNow() + Offset;
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Support;

/// <summary>The tables on real SQLite in a folder of their own, with the services that write them and a clock that only moves when told.</summary>
public sealed class TestWindows : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-tables-");
    private readonly IHost _host;

    private TestWindows(TimeProvider time, (string Key, string Value)[] settings, Action<IServiceCollection>? also = null)
    {
        var builder = Builder(_folder.FullName, time, Probe, settings);
        also?.Invoke(builder.Services);
        _host = builder.Build();
    }

    /// <summary>The clock of tables made by <see cref="Create"/>.</summary>
    public FakeTimeProvider Time { get; private init; } = new(Noon);

    public Probe Probe { get; } = new();

    public SequenceOracle Oracle { get; } = new();

    public WriterLane Lane => Get<WriterLane>();

    public WindowKeeper Keeper => Get<WindowKeeper>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Stands still: nothing fires by itself.</summary>
    public static async Task<TestWindows> Create(params (string Key, string Value)[] settings)
    {
        var time = new FakeTimeProvider(Noon);
        var tables = new TestWindows(time, settings) { Time = time };
        await tables._host.MigrateData(Stop);
        return tables;
    }

    /// <summary>Runs on the real clock with the real scheduler, sweeper and embedded Redis.</summary>
    public static Task<TestWindows> Start(params (string Key, string Value)[] settings) => Start(settings, also: null);

    /// <summary>With services of the test's own added last, and <paramref name="first"/> done once the tables are there, before anything runs.</summary>
    public static async Task<TestWindows> Start(
        (string Key, string Value)[] settings, Action<IServiceCollection>? also = null, Func<TestWindows, Task>? first = null)
    {
        var tables = new TestWindows(TimeProvider.System, settings, also);
        await tables._host.MigrateData(Stop);
        await (first?.Invoke(tables) ?? Task.CompletedTask);
        await tables._host.StartAsync(Stop);
        return tables;
    }

    /// <summary>One node with tables in <paramref name="folder"/>, for those who put something of their own in the place of a part.</summary>
    public static HostApplicationBuilder Builder(string folder, TimeProvider time, Probe probe, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["Data:Root"] = folder;
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(probe);
        builder.AddData();
        builder.Services.AddSingleton<MosaicAdmin.Identity.Permissions>();
        builder.AddTasks();
        builder.AddWindowTask<ProbeBody, SubjectArguments>("mosaic.create", subject => new SubjectArguments(subject));
        builder.AddTask<SumBody, SumArguments>("test.sum");
        builder.AddTask<UnmakeableBody, SumArguments>("test.unmakeable");
        return builder;
    }

    /// <summary>One publish, committed and armed.</summary>
    public async Task<Touched> Publish(Guid id, Guid? batch = null)
    {
        var touched = (await Lane.Run((write, ct) => Keeper.Touch(write, id, "editor", batch, ct), Stop))!;
        await Get<Alarm>().Set(id, touched, Stop);
        return touched;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task<MosaicDb> Open() => Get<IDbContextFactory<MosaicDb>>().CreateDbContextAsync(Stop);

    /// <summary>Somebody with this role.</summary>
    public Task<System.Security.Claims.ClaimsPrincipal> Person(string role) => Get<IDbContextFactory<MosaicDb>>().Add(role);

    /// <summary>A new window's subject.</summary>
    public async Task<Guid> Window()
    {
        var id = Guid.NewGuid();
        await Lane.Run(
            async (write, ct) =>
            {
                WindowKeeper.Open(write, id);
                return await write.Db.SaveChangesAsync(ct);
            },
            Stop);
        return id;
    }

    public async Task<Window> Window(Guid id)
    {
        await using var db = await Open();
        return await db.Windows.AsNoTracking().SingleAsync(w => w.SubjectId == id, Stop);
    }

    public async Task<TaskRun> Run(Guid id)
    {
        await using var db = await Open();
        return await db.Tasks.AsNoTracking().SingleAsync(t => t.Id == id, Stop);
    }

    /// <summary>The kinds recorded for one task, in order.</summary>
    public async Task<List<string>> Signals(Guid taskId)
    {
        await using var db = await Open();
        return await db.Signals.Where(s => s.TaskId == taskId).OrderBy(s => s.Id).Select(s => s.Kind).ToListAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        try
        {
            await using var db = Get<IDbContextFactory<MosaicDb>>().CreateDbContext();
            await Oracle.Judge(db);
        }
        finally
        {
            await ((IAsyncDisposable)_host).DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }
}

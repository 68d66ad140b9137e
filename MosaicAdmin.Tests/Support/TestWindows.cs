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
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-tables-");
    private readonly IHost _host;

    private TestWindows(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration["Data:Root"] = _folder.FullName;
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.AddData();
        builder.AddTasks();
        builder.Services.AddSingleton(new WindowTask("mosaic.create"));
        _host = builder.Build();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public WriterLane Lane => Get<WriterLane>();

    public WindowKeeper Keeper => Get<WindowKeeper>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<TestWindows> Create(params (string Key, string Value)[] settings)
    {
        var tables = new TestWindows(settings);
        await tables._host.MigrateData(Stop);
        return tables;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task<MosaicDb> Open() => Get<IDbContextFactory<MosaicDb>>().CreateDbContextAsync(Stop);

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
        await ((IAsyncDisposable)_host).DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}

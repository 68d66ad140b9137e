using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tests.Support;

/// <summary>The tables in an SQLite file of their own, deleted with it, and what stands directly on them.</summary>
public sealed class TestTables : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-test-");
    private readonly ServiceProvider _services;

    private TestTables(TimeProvider time)
    {
        var file = Path.Combine(_folder.FullName, "mosaic.db");
        var services = new ServiceCollection();
        services.AddTables<SqliteMosaicDb>(o => o.UseSqlite($"Data Source={file};Pooling=False;Default Timeout=10"));
        _services = services.BuildServiceProvider();
        Databases = _services.GetRequiredService<IDbContextFactory<MosaicDb>>();
        Lane = new WriterLane(Databases, new DatabaseClock(time), time, NullLogger<WriterLane>.Instance);
        Permissions = new Permissions(Databases);
    }

    public IDbContextFactory<MosaicDb> Databases { get; }

    public WriterLane Lane { get; }

    public Permissions Permissions { get; }

    public SequenceOracle Oracle { get; } = new();

    public static async Task<TestTables> Create(TimeProvider? time = null)
    {
        var tables = new TestTables(time ?? TimeProvider.System);
        await using var db = tables.Open();
        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
        return tables;
    }

    public MosaicDb Open() => Databases.CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var db = Open();
            await Oracle.Judge(db);
        }
        finally
        {
            await _services.DisposeAsync();
            SqliteConnection.ClearAllPools();
            _folder.Delete(recursive: true);
        }
    }
}

using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace MosaicAdmin.Data;

public static class DataFeature
{
    /// <summary>Registers the tables of the provider in <c>Database:Provider</c>, the writer lane and the clock.</summary>
    public static void AddData(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<DataOptions>(DataOptions.Section);
        var root = Root(builder);
        if (root.Problem() is { } problem)
        {
            throw new SettingException("Data:Root", root.Path, problem);
        }

        var database = builder.AddSettings<DatabaseOptions>(DatabaseOptions.Section);
        var connection = builder.Configuration.GetConnectionString("Database");
        if (connection is not null)
        {
            RequireReadable(connection, database.Provider);
        }

        var batch = (Action<int> set) => { if (database.MaxBatchSize is { } size) { set(size); } };
        var services = builder.Services;
        services.AddSingleton(root);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DatabaseClock>();
        services.AddSingleton<WriterLane>();
        switch (database.Provider)
        {
            case DatabaseProvider.SqlServer:
                connection = Needed(connection, database);
                services.AddTables<SqlServerMosaicDb>(o => o.UseSqlServer(connection, s => batch(size => s.MaxBatchSize(size))));
                break;
            case DatabaseProvider.Postgres:
                connection = Needed(connection, database);
                services.AddTables<PostgresMosaicDb>(o => o.UseNpgsql(connection, s => batch(size => s.MaxBatchSize(size))));
                break;
            default:
                connection ??= new SqliteConnectionStringBuilder { DataSource = root.File("mosaic.db") }.ToString();
                services.AddTables<SqliteMosaicDb>(o => o.UseSqlite(connection, s => batch(size => s.MaxBatchSize(size))).AddInterceptors(new SqlitePragmas()));
                break;
        }
    }

    /// <summary>The folder in <c>Data:Root</c>, for what must be known while services are registered.</summary>
    internal static DataRoot Root(IHostApplicationBuilder builder) => new(Path.GetFullPath(
        builder.Configuration[$"{DataOptions.Section}:{nameof(DataOptions.Root)}"] ?? new DataOptions().Root, builder.Environment.ContentRootPath));

    /// <summary>Brings the tables up to date; call before anything reads them.</summary>
    public static async Task MigrateData(this IHost app, CancellationToken cancellationToken = default)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    internal static void AddTables<TDb>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure)
        where TDb : MosaicDb
    {
        services.AddDbContextFactory<TDb>(configure);
        services.AddSingleton<IDbContextFactory<MosaicDb>, TablesFactory<TDb>>();
        services.AddScoped<MosaicDb>(s => s.GetRequiredService<TDb>());
    }

    private static void RequireReadable(string connection, DatabaseProvider provider)
    {
        try
        {
            _ = provider switch
            {
                DatabaseProvider.SqlServer => (object)new SqlConnectionStringBuilder(connection),
                DatabaseProvider.Postgres => new NpgsqlConnectionStringBuilder(connection),
                _ => new SqliteConnectionStringBuilder(connection),
            };
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            // Its value may hold a password.
            throw new SettingException("ConnectionStrings:Database", "(hidden)", error.Message.ReplaceLineEndings(" "));
        }
    }

    private static string Needed(string? connection, DatabaseOptions database) =>
        connection ?? throw new SettingException("ConnectionStrings:Database", connection, $"is needed with Database:Provider = {database.Provider}");

    /// <summary>Lets everybody ask for the tables without naming the provider.</summary>
    private sealed class TablesFactory<TDb>(IDbContextFactory<TDb> inner) : IDbContextFactory<MosaicDb>
        where TDb : MosaicDb
    {
        public MosaicDb CreateDbContext() => inner.CreateDbContext();
    }

    /// <summary>Readers never wait for the writer (WAL), and a second writer waits instead of failing.</summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>The folder all local files live under; made when first asked for.</summary>
public sealed record DataRoot(string Path)
{
    /// <summary>Why nothing can be kept in it; null when something can.</summary>
    public string? Problem()
    {
        try
        {
            var probe = File($".probe-{Guid.NewGuid():N}");
            System.IO.File.WriteAllBytes(probe, []);
            System.IO.File.Delete(probe);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"is no folder that can be written: {error.Message}";
        }
    }

    /// <summary>The path of a file or folder under the root, its parent made.</summary>
    public string File(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}

using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Faults;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Faults;

/// <summary>
/// An installation that outlives its processes: one data folder, one database, one Redis. Tests start, kill and start again the real app on
/// it, and read its tables and objects past the app.
/// </summary>
public sealed class Site : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("mosaic-site-");
    private readonly List<NodeProcess> _nodes = [];
    private readonly Dictionary<string, string> _settings;
    private readonly string? _postgres;

    /// <param name="settings">A database connection among them means PostgreSQL.</param>
    public Site(params (string Key, string Value)[] settings)
    {
        _settings = new()
        {
            ["Data:Root"] = _data.FullName,
            ["Mosaic:Window"] = "00:00:01",
            ["Mosaic:MaxWait"] = "00:00:05",
            ["Mosaic:RunLimit"] = "00:00:04",
            ["Mosaic:Lease"] = "00:00:05",
            ["Mosaic:Sweep"] = "00:00:00.500",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:MosaicAdmin"] = "Information",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
            ["Logging:Console:FormatterName"] = "simple",
            ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        };
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }

        _postgres = _settings.GetValueOrDefault("ConnectionStrings:Database");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts a node, to stand still at the given step if any; with settings of its own before the site's.</summary>
    public async Task<NodeProcess> Start(FaultPoint at = FaultPoint.None, params (string Key, string Value)[] settings)
    {
        var node = await NodeProcess.Start([.. _settings.Select(s => (s.Key, s.Value)), ("Faults:At", at.ToString()), .. settings]);
        _nodes.Add(node);
        return node;
    }

    public MosaicDb Open() => _postgres is null
        ? new SqliteMosaicDb(new DbContextOptionsBuilder<SqliteMosaicDb>().UseSqlite($"Data Source={_data.FullName}/mosaic.db;Pooling=False;Default Timeout=10").Options)
        : new PostgresMosaicDb(new DbContextOptionsBuilder<PostgresMosaicDb>().UseNpgsql(_postgres).Options);

    public async Task<Window?> Window(Guid playlist)
    {
        await using var db = Open();
        return await db.Windows.AsNoTracking().SingleOrDefaultAsync(w => w.SubjectId == playlist, Stop);
    }

    /// <summary>The playlist's tasks in the order they were published.</summary>
    public async Task<List<TaskRun>> Tasks(Guid playlist)
    {
        await using var db = Open();
        return await db.Tasks.AsNoTracking().Where(t => t.SubjectId == playlist).OrderBy(t => t.PublishedAt).ThenBy(t => t.Id).ToListAsync(Stop);
    }

    public async Task<List<Guid>> Songs(Guid playlist)
    {
        await using var db = Open();
        return await db.Songs.Where(s => s.PlaylistId == playlist).OrderBy(s => s.Position).Select(s => s.Id).ToListAsync(Stop);
    }

    public async Task<List<string>> Signals(Guid task)
    {
        await using var db = Open();
        return await db.Signals.Where(s => s.TaskId == task).OrderBy(s => s.Id).Select(s => s.Kind).ToListAsync(Stop);
    }

    /// <summary>Every mosaic made for the playlist, and the songs the shown one was drawn from.</summary>
    public async Task<(int Made, List<Guid> Shown)> Mosaics(Guid playlist)
    {
        await using var db = Open();
        var made = await db.Mosaics.Where(m => m.PlaylistId == playlist).ToListAsync(Stop);
        var pointer = await db.Playlists.Where(p => p.Id == playlist).Select(p => p.MosaicId).SingleAsync(Stop);
        var shown = made.SingleOrDefault(m => m.Id == pointer);
        return (made.Count, shown is null ? [] : [.. JsonSerializer.Deserialize<List<Tile>>(shown.Tiles, JsonSerializerOptions.Web)!.Select(t => t.SongId)]);
    }

    /// <summary>Waits until the playlist has nothing waiting and nothing running.</summary>
    public async Task<Window> Settled(Guid playlist, TimeSpan? within = null) =>
        (await Eventually.Get(() => Window(playlist), w => w is { TaskId: null, RunId: null }, within))!;

    /// <summary>Files under a folder of the data folder, with when they were written.</summary>
    public Dictionary<string, DateTime> Files(string folder) => Directory.Exists(Path.Combine(_data.FullName, folder))
        ? new DirectoryInfo(Path.Combine(_data.FullName, folder)).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(f => f.Directory!.Name != ".temp").ToDictionary(f => f.FullName, f => f.LastWriteTimeUtc)
        : [];

    /// <summary>Has the disk that holds the objects gone, as a volume that is not mounted.</summary>
    public void LoseStorage()
    {
        Directory.Move(Path.Combine(_data.FullName, "files"), Path.Combine(_data.FullName, "away"));
        File.WriteAllText(Path.Combine(_data.FullName, "files"), "");
    }

    public void RestoreStorage()
    {
        File.Delete(Path.Combine(_data.FullName, "files"));
        Directory.Move(Path.Combine(_data.FullName, "away"), Path.Combine(_data.FullName, "files"));
    }

    /// <summary>Triggers the scheduler of an SQLite site holds for the playlist.</summary>
    public async Task<int> Triggers(Guid playlist)
    {
        await using var scheduler = new SqliteConnection($"Data Source={_data.FullName}/scheduler.db;Pooling=False;Default Timeout=10");
        await scheduler.OpenAsync(Stop);
        await using var count = scheduler.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM QRTZ_TRIGGERS WHERE TRIGGER_NAME = $name";
        count.Parameters.AddWithValue("$name", playlist.ToString());
        return Convert.ToInt32(await count.ExecuteScalarAsync(Stop), CultureInfo.InvariantCulture);
    }

    /// <summary>What must hold of a whole site at rest: each task has one end and a legal story, and no pointer leads nowhere.</summary>
    public async Task IsSound()
    {
        await using var db = Open();
        await new SequenceOracle().Judge(db);
        Assert.Empty(await db.Tasks.Where(t => t.EndedAt == null).ToListAsync(Stop));

        var files = Files("files").Keys.Select(f => Path.GetRelativePath(Path.Combine(_data.FullName, "files"), f)).ToHashSet();
        var mosaics = await db.Playlists.Where(p => p.MosaicKey != null).Select(p => $"mosaics/{p.MosaicKey}.jpg").ToListAsync(Stop);
        var covers = await db.Songs.Where(s => s.CoverHash != null).Select(s => s.CoverHash).Distinct().ToListAsync(Stop);
        Assert.Empty(mosaics.Concat(covers.SelectMany(c => new[] { $"covers/{c}/tile.png", $"covers/{c}/512.jpg", $"covers/{c}/160.jpg" })).Except(files));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _data.Delete(recursive: true);
    }
}

using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MosaicAdmin.AppSettings;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.AppSettings;

/// <summary>One node with settings that can be changed, on real SQLite in a folder that nodes may share. Nothing runs by itself.</summary>
internal sealed class SettingsNode : IAsyncDisposable
{
    private readonly IHost _host;

    private SettingsNode(string folder, (string Key, string Value)[] settings)
    {
        var builder = TestWindows.Builder(folder, Time, new Probe(), settings);
        builder.AddAppSettings();
        builder.AddSettings<MosaicAdmin.Ledger.LedgerOptions>("Ledger", "PricePerThousandWrites", "Currency");
        _host = builder.Build();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public WindowOptions Windows => Get<IOptions<WindowOptions>>().Value;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>As a process starts: the tables are there, and what was changed before stands before anything else begins.</summary>
    public static async Task<SettingsNode> Start(string folder, params (string Key, string Value)[] settings)
    {
        var node = new SettingsNode(folder, settings);
        await node._host.MigrateData(Stop);
        await node.Get<SettingsWatcher>().StartingAsync(Stop);
        return node;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public MosaicDb Open() => Get<IDbContextFactory<MosaicDb>>().CreateDbContext();

    public Task<ClaimsPrincipal> Person(string role) => Get<IDbContextFactory<MosaicDb>>().Add(role, $"{role.ToLowerInvariant()}-{Guid.NewGuid():n}@mosaic.test");

    public async Task Change(ClaimsPrincipal user, string key, string? value, string? seen = null, bool moveOpen = false, string? reason = null)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ChangeSettings>().Execute(user, [new SettingEdit(key, value, seen)], moveOpen, reason, Stop);
    }

    public async Task<SettingsList> List(ClaimsPrincipal user)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ListSettings>().Execute(user, Stop);
    }

    /// <summary>A row as somebody may have left it there.</summary>
    public async Task Store(string key, string value)
    {
        await using var db = Open();
        db.ChangedSettings.Add(new ChangedSetting { Key = key, Value = value, ChangedAt = Time.GetUtcNow(), ChangedBy = "ann@mosaic.test" });
        await db.SaveChangesAsync(Stop);
    }

    public async Task<Window> Publish(Guid id)
    {
        await Get<WriterLane>().Run(
            async (write, ct) =>
            {
                if (!await write.Db.Windows.AnyAsync(w => w.SubjectId == id, ct))
                {
                    WindowKeeper.Open(write, id);
                    await write.Db.SaveChangesAsync(ct);
                }

                return await Get<WindowKeeper>().Touch(write, id, "editor", batchId: null, ct);
            },
            Stop);
        return await Window(id);
    }

    public async Task<Window> Window(Guid id)
    {
        await using var db = Open();
        return await db.Windows.AsNoTracking().SingleAsync(w => w.SubjectId == id, Stop);
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}

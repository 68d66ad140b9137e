using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Health;
using MosaicAdmin.Identity;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Health;

/// <summary>The real app with windows that wait until they are forced and a sweeper that mends nothing meanwhile, and the verbs of its invariants.</summary>
public sealed class HealthApp : IAsyncLifetime
{
    public AppFixture App { get; private set; } = null!;

    public ClaimsPrincipal Admin { get; private set; } = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        App = await AppFixture.Start(
            ("Mosaic:Window", "00:30:00"), ("Mosaic:MaxWait", "01:00:00"), ("Mosaic:Sweep", "00:10:00"), ("Mosaic:RunLimit", "00:00:04"), ("Mosaic:Lease", "00:00:05"),
            ("Health:Settle", "00:00:00.300"));
        Admin = await Get<IDbContextFactory<MosaicDb>>().Add(Roles.Admin);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public async Task<Finding> Find(string id) => (await Get<Invariants>().Check(fresh: true, Stop)).Single(f => f.Id == id);

    public async Task<Repaired> Repair(string id, string reason, ClaimsPrincipal? user = null)
    {
        await using var scope = App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<RepairInvariant>().Execute(user ?? Admin, id, reason, Stop);
    }

    /// <summary>Sees the one that is broken, repairs it, sees none, and reads who did it and why.</summary>
    public async Task<Example> SeeAndRepair(string id)
    {
        var finding = await Eventually.Get(() => Find(id), f => f.Count == 1);
        var reason = $"test {Guid.NewGuid():n}";
        var repaired = await Repair(id, reason);
        Assert.Equal((1, 1, 1), (repaired.Count, repaired.Mended, repaired.What.Count));
        await Eventually.Get(() => Find(id), f => f.Count == 0);

        await using var db = App.Database();
        var audit = await db.Audit.SingleAsync(a => a.Reason == reason, Stop);
        Assert.Equal(("health.repair", id), (audit.Act, audit.Subject));
        Assert.Contains("\"count\":1,\"mended\":1", audit.Data!, StringComparison.Ordinal);
        return Assert.Single(finding.Examples);
    }

    /// <summary>A playlist with one song, whose window waits with alarm and key.</summary>
    public async Task<(Guid Playlist, Guid Task)> Waiting(string name, float hue = 10)
    {
        var playlist = await App.CreatePlaylist(name);
        var task = (await App.Upload(playlist, name, TestSound.Wav(200 + hue), TestCover.Png(hue))).GetProperty("taskId").GetGuid();
        await Eventually.Get(
            async () => (await Get<Alarm>().Armed(Stop)).Contains(playlist) && await Get<RedisJobKeys>().Get(playlist, Stop) is not null, armed => armed);
        return (playlist, task);
    }

    /// <summary>A playlist that shows its mosaic, and nothing waits.</summary>
    public async Task<Guid> Built(string name, float hue)
    {
        var (playlist, _) = await Waiting(name, hue);
        await Force(playlist);
        return playlist;
    }

    public async Task Force(Guid playlist)
    {
        using var api = App.Api();
        using var answer = await api.PostAsJsonAsync($"/api/v1/playlists/{playlist}/mosaic/force", new { }, Stop);
        Assert.True(answer.IsSuccessStatusCode);
        await App.WaitForMosaic(playlist);
    }

    /// <summary>A run taken by a process that does not live.</summary>
    public Task<MosaicAdmin.Tasks.Claim> TakenByTheDead(Guid playlist) => Get<WriterLane>().Run(
        async (write, ct) =>
        {
            await Get<WindowKeeper>().Force(write, await write.Db.Windows.SingleAsync(w => w.SubjectId == playlist, ct), "test", ct);
            return (await Get<WindowKeeper>().Take(write, playlist, new NodeName("dead:1"), "fire", ct)).Claim!;
        },
        Stop);

    public Task DeleteObject(string name) => Get<IFileStore>().Delete(name, Stop);

    public Task<bool> HasObject(string name) => Get<IFileStore>().Exists(name, Stop);
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Health;

/// <summary>The health check over HTTP, who may ask it, and that a busy system is found sound.</summary>
public sealed class HealthCheckTests(HealthApp health) : IClassFixture<HealthApp>
{
    private const string Path = "/api/v1/health-check";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_part_says_how_it_does()
    {
        await Eventually.Get(() => health.App.Get(Path), h => h.GetProperty("parts").GetProperty("nodes").GetArrayLength() == 1);
        await using var db = health.App.Database();
        db.Nodes.Add(new Node { Name = "gone:1", Version = "1.0", LastSeenAt = TimeProvider.System.GetUtcNow().AddMinutes(-5) });
        await db.SaveChangesAsync(Stop);

        var parts = (await health.App.Get(Path)).GetProperty("parts");

        Assert.Equal(["gone:1 dead", $"{NodeName.OfThisProcess} alive"], parts.GetProperty("nodes").EnumerateArray()
            .Select(n => $"{n.GetProperty("name")} {(n.GetProperty("dead").GetBoolean() ? "dead" : "alive")}").OrderByDescending(n => n.StartsWith("gone", StringComparison.Ordinal)));
        Assert.Equal("embedded answers", $"{parts.GetProperty("redis").GetProperty("mode")} {parts.GetProperty("redis").GetProperty("state")}");
        Assert.All(
            ["redis", "database"], (string part) => Assert.InRange(parts.GetProperty(part).GetProperty("roundTrip").GetDouble(), 0, 10_000));
        Assert.Equal("Disk ", $"{parts.GetProperty("storage").GetProperty("provider")} {parts.GetProperty("storage").GetProperty("problem")}");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, parts.GetProperty("scheduler").GetProperty("paused").ValueKind);
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Editor)]
    public async Task Only_admins_look_and_repair(string role)
    {
        var databases = health.Get<IDbContextFactory<MosaicDb>>();
        var user = await databases.Add(role);
        await Assert.ThrowsAsync<ForbiddenException>(() => health.Repair("window-without-alarm", "mine", user));

        using var api = new HttpClient { BaseAddress = health.App.Address };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await databases.AddToken(role));
        using var read = await api.GetAsync(Path, Stop);
        using var repair = await api.PostAsJsonAsync($"{Path}/window-without-alarm/repair", new { }, Stop);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (read.StatusCode, repair.StatusCode));
        await using var db = health.App.Database();
        Assert.False(await db.Audit.AnyAsync(a => a.Reason == "mine", Stop));
    }

    [Fact]
    public async Task A_repair_over_HTTP_says_what_it_did_or_why_it_cannot()
    {
        using var api = health.App.Api();
        using var done = await api.PostAsJsonAsync($"{Path}/window-without-alarm/repair", new { reason = "over HTTP" }, Stop);
        Assert.Equal("{\"count\":0,\"mended\":0,\"what\":[]}", await done.Content.ReadAsStringAsync(Stop));
        using var never = await api.PostAsJsonAsync($"{Path}/illegal-sequence/repair", new { }, Stop);
        using var unknown = await api.PostAsJsonAsync($"{Path}/no-such/repair", new { }, Stop);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (never.StatusCode, unknown.StatusCode));
    }

    [Fact]
    public async Task A_busy_system_is_found_sound()
    {
        await using var app = await AppFixture.Start(("Mosaic:Window", "00:00:00.200"), ("Mosaic:MaxWait", "00:00:01"), ("Health:Settle", "00:00:03"));
        var playlists = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => app.CreatePlaylist($"busy {i}")));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var uploads = playlists.Select(async (playlist, i) =>
        {
            for (var n = 0; !enough.IsCancellationRequested; n++)
            {
                await app.Upload(playlist, $"song {n}", TestSound.Wav(300 + (100 * i) + n, 0.05), TestCover.Png((60 * i) + n, 64));
            }
        }).ToList();

        var looks = new List<string>();
        for (var look = 0; look < 3; look++)
        {
            var found = await app.Get($"{Path}?fresh=true");
            looks.AddRange(found.GetProperty("invariants").EnumerateArray()
                .Where(i => i.GetProperty("count").ToString() != "0").Select(i => $"{i.GetProperty("id")}: {i.GetProperty("count")} {i.GetProperty("examples")}"));
        }

        await enough.CancelAsync();
        await Task.WhenAll(uploads);
        Assert.Empty(looks);
    }
}

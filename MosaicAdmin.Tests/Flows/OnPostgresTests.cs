using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Flows;

/// <summary>The same path with the tables and the scheduler, clustered, on PostgreSQL.</summary>
public sealed class OnPostgresTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Songs_become_a_mosaic_by_one_run()
    {
        await using var server = await PostgresServer.Start();
        await using var app = await AppFixture.Start(
            ("Database:Provider", "Postgres"), ("ConnectionStrings:Database", server.ConnectionString), ("Mosaic:Window", "00:00:04"));
        var playlist = await app.CreatePlaylist("On PostgreSQL");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => app.Upload(playlist, $"Song {i}", cover: TestCover.Png(i * 40))));
        var done = await app.WaitForMosaic(playlist);
        Assert.Equal(8, done.GetProperty("revision").GetInt64());
        var states = (await app.Get($"/api/v1/tasks?playlist={playlist}")).GetProperty("items").EnumerateArray()
            .Select(t => t.GetProperty("state").GetString()!).CountBy(s => s).ToDictionary();
        Assert.Equal((1, 7), (states["succeeded"], states["superseded"]));
        Assert.Equal(JsonValueKind.Null, done.GetProperty("taskId").ValueKind);

        await TimesAreReadWithAnyOffset(app);
    }

    private static async Task TimesAreReadWithAnyOffset(AppFixture app)
    {
        var inTaipei = TimeProvider.System.GetUtcNow().AddHours(1).ToOffset(TimeSpan.FromHours(8));
        using var api = app.Api();
        using var sent = await api.PostAsJsonAsync("/api/v1/tasks", new { name = "test.offset", arguments = new { }, eta = inTaipei, expires = inTaipei.AddHours(1) }, Stop);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        var task = (await sent.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("taskId").GetGuid();
        var eta = (await app.Get($"/api/v1/tasks/{task}")).GetProperty("eta").GetDateTimeOffset();
        Assert.Equal(0, (eta - inTaipei).TotalSeconds, tolerance: 0.01);

        foreach (var (until, count) in new[] { (inTaipei.AddHours(-2), 0), (inTaipei, 1) })
        {
            using var bulk = await api.PostAsJsonAsync("/api/v1/tasks/bulk", new { act = "cancel", filter = new { name = "test.offset", until } }, Stop);
            Assert.Equal(HttpStatusCode.OK, bulk.StatusCode);
            Assert.Equal(count, (await bulk.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("done").GetInt32());
        }
    }
}

using System.Text.Json;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Flows;

/// <summary>The same path with the tables and the scheduler, clustered, on PostgreSQL.</summary>
public sealed class OnPostgresTests
{
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
    }
}

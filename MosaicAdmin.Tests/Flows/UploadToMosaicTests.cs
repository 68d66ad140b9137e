using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MosaicAdmin.Tests.Support;
using StackExchange.Redis;

namespace MosaicAdmin.Tests.Flows;

/// <summary>The whole path over HTTP, on the real app: upload, window, run, mosaic.</summary>
[Collection(AppCollection.Name)]
public sealed class UploadToMosaicTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_covers_become_one_mosaic_by_one_run_and_the_other_publishes_are_superseded()
    {
        await using var calm = await AppFixture.Start(("Mosaic:Window", "00:00:05"));
        var playlist = await calm.CreatePlaylist("Four covers");
        var answers = new List<JsonElement>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await calm.Upload(playlist, $"Song {i}", cover: TestCover.Png(i * 80)));
        }

        var waiting = await calm.Playlist(playlist);
        Assert.Equal(("pending", "firstSong"), (Text(waiting, "state"), Text(waiting, "coverKind")));
        Assert.Equal(4, waiting.GetProperty("pushes").GetInt32());
        Assert.Equal(Text(answers[3], "taskId"), Text(waiting, "taskId"));

        var done = await calm.WaitForMosaic(playlist);
        Assert.Equal(("idle", 4L, 4L), (Text(done, "state"), done.GetProperty("revision").GetInt64(), done.GetProperty("builtRevision").GetInt64()));
        var tasks = (await calm.Get($"/api/v1/tasks?playlist={playlist}")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["succeeded", "superseded", "superseded", "superseded"], tasks.Select(t => Text(t, "state")));
        Assert.Equal(
            ["before_publish", "after_publish", "received", "prerun", "success", "postrun"], await Signals(calm, Text(answers[3], "taskId")!));
        Assert.Equal(["before_publish", "after_publish", "revoked"], await Signals(calm, Text(answers[0], "taskId")!));
    }

    [Fact]
    public async Task Files_dropped_together_are_one_publish()
    {
        var playlist = await app.CreatePlaylist("Batch");
        var batch = Guid.NewGuid();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => app.Upload(playlist, $"Song {i}", cover: TestCover.Png(i * 60), batch: batch)));
        Assert.Single(answers.Select(a => Text(a, "taskId")).Distinct());
        var done = await app.WaitForMosaic(playlist);
        Assert.Equal(5, done.GetProperty("revision").GetInt64());
        Assert.Single((await app.Get($"/api/v1/tasks?playlist={playlist}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Files_dropped_together_keep_their_order_whichever_arrives_first()
    {
        var playlist = await app.CreatePlaylist("Order");
        await app.Upload(playlist, "Before", cover: TestCover.Png(0));
        var batch = Guid.NewGuid();
        foreach (var order in new[] { 2, 0, 3, 1 })
        {
            await app.Upload(playlist, $"{order}", cover: TestCover.Png(20 + order * 60), batch: batch, order: order);
        }

        await app.Upload(playlist, "After", cover: TestCover.Png(330));
        var songs = await app.Get($"/api/v1/playlists/{playlist}/songs");
        Assert.Equal(["Before", "0", "1", "2", "3", "After"], songs.GetProperty("items").EnumerateArray().Select(s => Text(s, "title")));
    }

    [Fact]
    public async Task The_mosaic_is_a_JPEG_that_may_be_kept_for_ever()
    {
        var playlist = await app.CreatePlaylist("Served");
        await app.Upload(playlist, "Song", cover: TestCover.Png(10));
        var done = await app.WaitForMosaic(playlist);
        using var client = new HttpClient { BaseAddress = app.Address };
        using var picture = await client.GetAsync(Text(done, "coverUrl"), Stop);
        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(picture.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(picture.Headers.CacheControl!.MaxAge >= TimeSpan.FromDays(365));
        Assert.Contains("immutable", picture.Headers.CacheControl.ToString(), StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xD8, 0xFF], (await picture.Content.ReadAsByteArrayAsync(Stop))[..3]);
    }

    [Fact]
    public async Task Forced_without_a_change_it_draws_and_writes_nothing()
    {
        var playlist = await app.CreatePlaylist("Unchanged");
        await app.Upload(playlist, "Song", cover: TestCover.Png(20));
        var before = await app.WaitForMosaic(playlist);
        await Act(playlist, "force", "just looking");
        await app.WaitForMosaic(playlist);
        var newest = (await app.Get($"/api/v1/tasks?playlist={playlist}&take=1")).GetProperty("items")[0];
        Assert.Equal("unchanged", Text(newest, "state"));
        Assert.Equal(Text(before, "coverUrl"), Text(await app.Playlist(playlist), "coverUrl"));
    }

    [Fact]
    public async Task A_playlist_that_shows_its_first_song_never_publishes()
    {
        var playlist = await app.CreatePlaylist("First song", "firstSong");
        var answer = await app.Upload(playlist, "Song", cover: TestCover.Png(30));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("taskId").ValueKind);
        var shown = await app.Playlist(playlist);
        Assert.Equal(("firstSong", "idle", 1L), (Text(shown, "coverKind"), Text(shown, "state"), shown.GetProperty("revision").GetInt64()));
        Assert.Empty((await app.Get($"/api/v1/tasks?playlist={playlist}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Cancelled_while_it_waits_it_is_never_made_until_something_changes()
    {
        await using var slow = await AppFixture.Start(("Mosaic:Window", "00:05:00"), ("Mosaic:MaxWait", "01:00:00"));
        var playlist = await slow.CreatePlaylist("Cancelled");
        var answer = await slow.Upload(playlist, "Song", cover: TestCover.Png(40));
        using var api = slow.Api();
        using var cancelled = await api.PostAsJsonAsync($"/api/v1/playlists/{playlist}/mosaic/cancel", new { reason = "wrong cover" }, Stop);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        var task = await slow.Get($"/api/v1/tasks/{Text(answer, "taskId")}");
        Assert.Equal(("cancelled", "wrong cover"), (Text(task, "state"), Text(task, "reason")));
        Assert.Equal("idle", Text(await slow.Playlist(playlist), "state"));
        using var again = await api.PostAsJsonAsync($"/api/v1/playlists/{playlist}/mosaic/cancel", new { reason = "again" }, Stop);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal("application/problem+json", again.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_job_key_in_Redis_is_the_contract_s_and_is_gone_with_the_window()
    {
        using var server = await RedisServer.Start();
        await using var external = await AppFixture.Start(
            ("Redis:Mode", "External"), ("ConnectionStrings:Redis", server.Address), ("Mosaic:Window", "00:00:03"));
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var playlist = await external.CreatePlaylist("Key");
        var answer = await external.Upload(playlist, "Song", cover: TestCover.Png(50));
        using var key = JsonDocument.Parse((string)(await redis.GetDatabase().StringGetAsync($"mosaic:job:{playlist}"))!);
        Assert.Equal(Text(answer, "taskId"), Text(key.RootElement, "taskId"));
        Assert.Equal(1, key.RootElement.GetProperty("requested").GetInt64());
        Assert.Equal(answer.GetProperty("dueAt").GetDateTimeOffset(), key.RootElement.GetProperty("dueAt").GetDateTimeOffset());
        await external.WaitForMosaic(playlist);
        Assert.False(await redis.GetDatabase().KeyExistsAsync($"mosaic:job:{playlist}"));
    }

    [Fact]
    public async Task With_Redis_down_an_upload_succeeds_and_the_mosaic_comes()
    {
        await using var alone = await AppFixture.Start(("Redis:Mode", "External"), ("ConnectionStrings:Redis", "127.0.0.1:1"));
        var playlist = await alone.CreatePlaylist("No Redis");
        await alone.Upload(playlist, "Song", cover: TestCover.Png(60));
        await alone.WaitForMosaic(playlist);
    }

    [Fact]
    public async Task Removing_a_song_makes_the_mosaic_again_without_it()
    {
        var playlist = await app.CreatePlaylist("Removed");
        var songs = new List<JsonElement>();
        for (var i = 0; i < 2; i++)
        {
            songs.Add(await app.Upload(playlist, $"Song {i}", cover: TestCover.Png(100 + i * 90)));
        }

        var before = await app.WaitForMosaic(playlist);
        using var api = app.Api();
        using var removed = await api.DeleteAsync($"/api/v1/playlists/{playlist}/songs/{Text(songs[0].GetProperty("song"), "id")}", Stop);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        var after = await app.WaitForMosaic(playlist);
        Assert.NotEqual(Text(before, "coverUrl"), Text(after, "coverUrl"));
    }

    [Fact]
    public async Task The_ledger_adds_up_what_happened()
    {
        await using var fresh = await AppFixture.Start();
        var playlist = await fresh.CreatePlaylist("Ledger");
        for (var i = 0; i < 3; i++)
        {
            await fresh.Upload(playlist, $"Song {i}", cover: TestCover.Png(i * 100));
        }

        await fresh.WaitForMosaic(playlist);
        var ledger = await fresh.Get("/api/v1/ledger");
        int[] figures = [.. new[] { "uploads", "tasks", "superseded", "runs", "renders", "writes" }.Select(name => ledger.GetProperty(name).GetInt32())];
        Assert.Equal([3, 3, 2, 1, 1, 1], figures);
        Assert.True(ledger.GetProperty("bytes").GetInt64() > 0);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static async Task<List<string?>> Signals(AppFixture app, string taskId) =>
        [.. (await app.Get($"/api/v1/tasks/{taskId}")).GetProperty("signals").EnumerateArray().Select(s => Text(s, "kind"))];

    private async Task Act(Guid playlist, string act, string reason)
    {
        using var api = app.Api();
        using var answer = await api.PostAsJsonAsync($"/api/v1/playlists/{playlist}/mosaic/{act}", new { reason }, Stop);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }
}

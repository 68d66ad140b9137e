using System.Net.Http.Headers;
using System.Text.Json;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Flows;

/// <summary>A cover that is broken for good costs its place in the mosaic, and is told; a store that is away costs a retry.</summary>
[Collection(AppCollection.Name)]
public sealed class LeftOutCoverTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("missing")]
    [InlineData("unreadable")]
    public async Task The_same_picture_sent_again_mends_a_broken_cover(string problem)
    {
        var playlist = await app.CreatePlaylist($"Mended {problem}");
        var (hue, batch) = (problem == "missing" ? 203 : 213, Guid.NewGuid());
        var broken = (await app.Upload(playlist, "Broken", cover: TestCover.Png(hue), batch: batch)).GetProperty("song");
        Break(Hash(broken), problem);
        await app.Upload(playlist, "Good", cover: TestCover.Png(hue + 60), batch: batch);
        var without = await app.WaitForMosaic(playlist);

        using var api = app.Api();
        using var picture = new ByteArrayContent(TestCover.Png(hue)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var sent = await api.PutAsync($"/api/v1/playlists/{playlist}/songs/{broken.GetProperty("id").GetGuid()}/cover", picture, Stop);
        Assert.True(sent.IsSuccessStatusCode);

        var mended = await app.WaitForMosaic(playlist);
        Assert.NotEqual(without.GetProperty("coverUrl").GetString(), mended.GetProperty("coverUrl").GetString());
        Assert.Equal(JsonValueKind.Null, (await Song(playlist, 0)).GetProperty("coverProblem").ValueKind);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("unreadable")]
    public async Task A_broken_cover_is_left_out_and_the_page_and_the_task_say_which_until_it_is_replaced(string problem)
    {
        var playlist = await app.CreatePlaylist($"Left out {problem}");
        var (hue, batch) = (problem == "missing" ? 3 : 13, Guid.NewGuid());
        var broken = (await app.Upload(playlist, "Broken", cover: TestCover.Png(hue), batch: batch)).GetProperty("song");
        Break(Hash(broken), problem);
        await app.Upload(playlist, "Good", cover: TestCover.Png(hue + 60), batch: batch);

        var made = await app.WaitForMosaic(playlist);
        Assert.Equal(problem, (await Song(playlist, 0)).GetProperty("coverProblem").GetString());
        Assert.Equal(JsonValueKind.Null, (await Song(playlist, 1)).GetProperty("coverProblem").ValueKind);
        var (task, success) = await Success(playlist);
        Assert.Equal("succeeded", task.GetProperty("state").GetString());
        var leftOut = Assert.Single(success.GetProperty("leftOut").EnumerateArray());
        Assert.Equal((broken.GetProperty("id").GetGuid(), "Broken", problem), (leftOut.GetProperty("id").GetGuid(), leftOut.GetProperty("title").GetString(), leftOut.GetProperty("why").GetString()));

        using var api = app.Api();
        using var picture = new ByteArrayContent(TestCover.Png(hue + 120)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var replaced = await api.PutAsync($"/api/v1/playlists/{playlist}/songs/{broken.GetProperty("id").GetGuid()}/cover", picture, Stop);
        Assert.True(replaced.IsSuccessStatusCode);
        var again = await app.WaitForMosaic(playlist);
        Assert.NotEqual(made.GetProperty("coverUrl").GetString(), again.GetProperty("coverUrl").GetString());
        Assert.Equal(JsonValueKind.Null, (await Song(playlist, 0)).GetProperty("coverProblem").ValueKind);
        Assert.False((await Success(playlist)).Data.TryGetProperty("leftOut", out _));
    }

    [Fact]
    public async Task A_mosaic_of_which_no_cover_is_left_is_removed_and_the_run_says_so()
    {
        var playlist = await app.CreatePlaylist("Removed");
        var song = (await app.Upload(playlist, "Only", cover: TestCover.Png(27))).GetProperty("song");
        await app.WaitForMosaic(playlist);
        using var api = app.Api();
        using var removed = await api.DeleteAsync($"/api/v1/playlists/{playlist}/songs/{song.GetProperty("id").GetGuid()}", Stop);
        var after = await Eventually.Get(
            () => app.Playlist(playlist), p => p.GetProperty("builtRevision").GetInt64() == p.GetProperty("revision").GetInt64());

        Assert.Equal("none", after.GetProperty("coverKind").GetString());
        var (task, success) = await Success(playlist);
        Assert.Equal(("succeeded", "removed"), (task.GetProperty("state").GetString(), success.GetProperty("result").GetString()));
    }

    [Fact]
    public async Task A_store_that_is_away_leaves_no_cover_out()
    {
        await using var own = await AppFixture.Start(("Mosaic:Window", "00:00:02"));
        var playlist = await own.CreatePlaylist("Away");
        await own.Upload(playlist, "Song", cover: TestCover.Png(37));
        using (Away.From(Path.Combine(own.DataRoot, "files")))
        {
            var retrying = await Eventually.Get(() => Newest(own, playlist), t => t.GetProperty("state").GetString() == "retrying");
            Assert.Equal("StoreFailedException", retrying.GetProperty("exception").GetString());
        }

        await own.WaitForMosaic(playlist);
        var song = (await own.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items")[0];
        Assert.Equal(JsonValueKind.Null, song.GetProperty("coverProblem").ValueKind);
    }

    private static async Task<JsonElement> Newest(AppFixture app, Guid playlist) =>
        (await app.Get($"/api/v1/tasks?playlist={playlist}&take=1")).GetProperty("items")[0];

    private static string Hash(JsonElement song) => song.GetProperty("coverUrl").GetString()!.Split('/')[3];

    private void Break(string hash, string problem)
    {
        var tile = Path.Combine(app.DataRoot, "files", "covers", hash, "tile.png");
        if (problem == "missing")
        {
            File.Delete(tile);
        }
        else
        {
            File.WriteAllText(tile, "no picture");
        }
    }

    private async Task<JsonElement> Song(Guid playlist, int at) =>
        (await app.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items")[at];

    private async Task<(JsonElement Task, JsonElement Data)> Success(Guid playlist)
    {
        var task = await app.Get($"/api/v1/tasks/{(await Newest(app, playlist)).GetProperty("id").GetGuid()}");
        return (task, task.GetProperty("signals").EnumerateArray().Single(s => s.GetProperty("kind").GetString() == "success").GetProperty("data"));
    }
}

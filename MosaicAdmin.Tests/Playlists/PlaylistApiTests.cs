using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Playlists;

[Collection(AppCollection.Name)]
public sealed class PlaylistApiTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_playlist_answers_where_it_is_and_all_its_fields()
    {
        using var api = app.Api();
        using var answer = await api.PostAsJsonAsync("/api/v1/playlists", new { name = "  Road trip " }, Stop);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal($"/api/v1/playlists/{made.GetProperty("id").GetGuid()}", answer.Headers.Location!.ToString());
        Assert.Equal("Road trip", made.GetProperty("name").GetString());
        Assert.Equal(("mosaic", "none", "idle"), (Word(made, "coverMode"), Word(made, "coverKind"), Word(made, "state")));
        Assert.Equal(0, made.GetProperty("songs").GetInt32());
        foreach (var field in "revision builtRevision coverUrl taskId dueAt latestAt pushes".Split(' '))
        {
            Assert.True(made.TryGetProperty(field, out _), field);
        }

        Assert.Equal(made.GetRawText(), (await app.Playlist(made.GetProperty("id").GetGuid())).GetRawText());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    [InlineData("two\nlines")]
    public async Task A_name_that_is_none_is_refused(string? name) => await Refused("/api/v1/playlists", new { name });

    [Fact]
    public async Task Two_hundred_characters_are_a_name_and_one_more_is_not()
    {
        await app.CreatePlaylist(new string('x', 200));
        await Refused("/api/v1/playlists", new { name = new string('x', 201) });
    }

    [Fact]
    public async Task A_cover_mode_nobody_knows_is_refused() => await Refused("/api/v1/playlists", new { name = "a", coverMode = "collage" });

    [Fact]
    public async Task The_list_goes_from_cursor_to_cursor_without_gap_or_repeat()
    {
        var word = Guid.NewGuid().ToString("N");
        var made = new List<Guid>();
        for (var n = 0; n < 5; n++)
        {
            made.Add(await app.CreatePlaylist($"{word} {n}"));
        }

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await app.Get($"/api/v1/playlists?q={word.ToUpperInvariant()}&take=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        made.Reverse();
        Assert.Equal(made, seen);
    }

    [Fact]
    public async Task A_cursor_from_elsewhere_is_refused()
    {
        using var api = app.Api();
        using var answer = await api.GetAsync("/api/v1/playlists?cursor=nonsense", Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_name_and_a_mode_can_be_changed()
    {
        var id = await app.CreatePlaylist("before");
        using var api = app.Api();
        using var answer = await api.PatchAsJsonAsync($"/api/v1/playlists/{id}", new { name = "after", coverMode = "firstSong" }, Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var playlist = await app.Playlist(id);
        Assert.Equal(("after", "firstSong"), (Word(playlist, "name"), Word(playlist, "coverMode")));
    }

    [Fact]
    public async Task An_own_cover_needs_a_picture_and_shows_the_one_that_was_sent()
    {
        var id = await app.CreatePlaylist("own");
        using var api = app.Api();
        using var refused = await api.PatchAsJsonAsync($"/api/v1/playlists/{id}", new { coverMode = "own" }, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        using var kept = await api.PutAsync($"/api/v1/playlists/{id}/cover?fileName=a.png", new ByteArrayContent(TestCover.Png(1)), Stop);
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        var playlist = await app.Playlist(id);
        Assert.Equal(("own", "own"), (Word(playlist, "coverMode"), Word(playlist, "coverKind")));
        using var picture = await api.GetAsync(Word(playlist, "coverUrl"), Stop);
        Assert.Equal("image/jpeg", picture.Content.Headers.ContentType!.MediaType);

        using var junk = await api.PutAsync($"/api/v1/playlists/{id}/cover?fileName=a.png", new StringContent("no picture"), Stop);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, junk.StatusCode);
        Assert.Equal(Word(playlist, "coverUrl"), Word(await app.Playlist(id), "coverUrl"));
    }

    [Fact]
    public async Task A_deleted_playlist_is_gone()
    {
        var id = await app.CreatePlaylist("short-lived");
        using var api = app.Api();
        using var deleted = await api.DeleteAsync($"/api/v1/playlists/{id}", Stop);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);

        foreach (var answer in new[] { await api.GetAsync($"/api/v1/playlists/{id}", Stop), await api.DeleteAsync($"/api/v1/playlists/{id}", Stop) })
        {
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            answer.Dispose();
        }
    }

    [Fact]
    public async Task What_is_held_is_released_and_what_is_not_there_is_not_cancelled()
    {
        var id = await app.CreatePlaylist("acts");

        Assert.Equal("held", Word(await Act(id, "hold", HttpStatusCode.Accepted), "state"));
        Assert.Equal("idle", Word(await Act(id, "release", HttpStatusCode.Accepted), "state"));
        await Act(id, "cancel", HttpStatusCode.Conflict);
        await Act(Guid.NewGuid(), "force", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_told()
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        using var answer = await client.GetAsync("/api/v1/playlists", Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<JsonElement> Act(Guid id, string act, HttpStatusCode expected)
    {
        using var api = app.Api();
        using var answer = await api.PostAsJsonAsync($"/api/v1/playlists/{id}/mosaic/{act}", new { reason = "test" }, Stop);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    private async Task Refused(string path, object body)
    {
        using var api = app.Api();
        using var answer = await api.PostAsJsonAsync(path, body, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(".", (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("detail").GetString());
    }

    private static string? Word(JsonElement element, string name) => element.GetProperty(name).GetString();
}

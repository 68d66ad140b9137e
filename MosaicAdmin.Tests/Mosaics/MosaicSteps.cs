using System.Net.Http.Json;
using System.Text.Json;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Mosaics;

/// <summary>What tests do to a playlist's covers and mosaics, over HTTP.</summary>
internal static class MosaicSteps
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A playlist that shows the second of its two mosaics: of one cover each, the first song's having been removed in between.</summary>
    public static async Task<(Guid Playlist, JsonElement First, JsonElement Second)> TwoMosaics(this AppFixture app, string name, float hue)
    {
        var playlist = await app.CreatePlaylist(name);
        await app.Upload(playlist, "First", cover: TestCover.Png(hue));
        await app.Settle(playlist);
        var gone = (await app.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items")[0].GetProperty("id").GetGuid();
        await app.Upload(playlist, "Second", cover: TestCover.Png(hue + 40));
        await app.Remove(playlist, gone);
        await app.Settle(playlist);
        var mosaics = await app.Mosaics(playlist);
        Assert.Equal(2, mosaics.Length);
        return (playlist, mosaics[1], mosaics[0]);
    }

    /// <summary>Has what is owed made now, and waits until it is.</summary>
    public static async Task<JsonElement> Settle(this AppFixture app, Guid playlist)
    {
        using var api = app.Api();
        (await api.PostAsJsonAsync($"/api/v1/playlists/{playlist}/mosaic/force", new { reason = "test" }, Stop)).EnsureSuccessStatusCode();
        return await Eventually.Get(
            () => app.Playlist(playlist),
            p => p.GetProperty("state").GetString() == "idle" && p.GetProperty("builtRevision").GetInt64() == p.GetProperty("revision").GetInt64());
    }

    public static async Task<HttpResponseMessage> RollBack(this AppFixture app, Guid playlist, JsonElement mosaic, string? reason = null)
    {
        using var api = app.Api();
        return await api.PostAsJsonAsync($"/api/v1/playlists/{playlist}/mosaic/rollback", new { mosaicId = mosaic.GetProperty("id").GetGuid(), reason }, Stop);
    }

    public static async Task Remove(this AppFixture app, Guid playlist, Guid song)
    {
        using var api = app.Api();
        (await api.DeleteAsync($"/api/v1/playlists/{playlist}/songs/{song}", Stop)).EnsureSuccessStatusCode();
    }

    /// <summary>The history, the newest first.</summary>
    public static async Task<JsonElement[]> Mosaics(this AppFixture app, Guid playlist) =>
        [.. (await app.Get($"/api/v1/playlists/{playlist}/mosaics?take=100")).GetProperty("items").EnumerateArray()];

    public static string? Url(this JsonElement shown) => shown.GetProperty(shown.TryGetProperty("coverUrl", out var cover) ? "coverUrl" : "url").GetString();

    /// <summary>What the last task of the playlist came to: its state, and the word its success says.</summary>
    public static async Task<(string? State, string? Result)> LastRun(this AppFixture app, Guid playlist)
    {
        var newest = (await app.Get($"/api/v1/tasks?playlist={playlist}&take=1")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var task = await app.Get($"/api/v1/tasks/{newest}");
        var success = task.GetProperty("signals").EnumerateArray().Single(s => s.GetProperty("kind").GetString() == "success").GetProperty("data");
        return (task.GetProperty("state").GetString(), success.GetProperty("result").GetString());
    }
}

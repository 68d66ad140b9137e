using System.Text.Json;
using MosaicAdmin.Tests.Songs;

namespace MosaicAdmin.Tests;

/// <summary>The description that other programs are built from.</summary>
[Collection(SongsCollection.Name)]
public sealed class ApiDescriptionTests(SongsApp songs)
{
    [Theory]
    [InlineData("/api/v1/playlists/{id}/songs", "get")]
    [InlineData("/api/v1/playlists/{id}/songs", "post")]
    [InlineData("/api/v1/playlists/{id}/songs", "patch")]
    [InlineData("/api/v1/playlists/{id}/songs/{songId}", "patch")]
    [InlineData("/api/v1/playlists/{id}/songs/{songId}", "delete")]
    [InlineData("/api/v1/playlists/{id}/songs/{songId}/cover", "put")]
    [InlineData("/api/v1/uploads", "post")]
    [InlineData("/api/v1/uploads/{id}", "patch")]
    [InlineData("/api/v1/playlists/{id}/mosaics", "get")]
    [InlineData("/api/v1/playlists/{id}/mosaic/rollback", "post")]
    [InlineData("/api/v1/playlists/{id}/mosaic/preview", "get")]
    [InlineData("/api/v1/playlists/{id}/mosaic/preview.jpg", "get")]
    public async Task Each_call_says_what_it_does_and_that_it_fails_with_a_problem(string path, string method)
    {
        var call = (await Description()).GetProperty("paths").GetProperty(path).GetProperty(method);
        Assert.NotEmpty(call.GetProperty("summary").GetString()!);
        Assert.True(call.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _));
    }

    [Fact]
    public async Task The_upload_names_its_parts_and_its_key()
    {
        var call = (await Description()).GetProperty("paths").GetProperty("/api/v1/playlists/{id}/songs").GetProperty("post");
        var parts = call.GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties");
        Assert.Equal(["title", "artist", "album", "batch", "order", "duplicates", "sameAudioAs", "replaces", "upload", "audio", "cover"], parts.EnumerateObject().Select(p => p.Name));
        Assert.Contains(call.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() == "Idempotency-Key");
    }

    [Fact]
    public async Task Only_the_api_is_described() =>
        Assert.All((await Description()).GetProperty("paths").EnumerateObject(), p => Assert.StartsWith("/api/v1/", p.Name, StringComparison.Ordinal));

    private async Task<JsonElement> Description()
    {
        using var stranger = new HttpClient { BaseAddress = songs.App.Address };
        return JsonDocument.Parse(await stranger.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).RootElement;
    }
}

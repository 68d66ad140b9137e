using System.Net.Http.Headers;
using MosaicAdmin.Tests.Songs;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Storage;

/// <summary>The whole app on a bucket instead of a folder.</summary>
public sealed class S3AppTests(S3Server server) : IClassFixture<S3Server>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_song_goes_in_its_mosaic_comes_out_and_it_plays_from_the_middle()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        await using var app = await Start(server.Options.ServiceUrl!, "Mosaic:Window", "00:00:00.500");
        var playlist = await app.CreatePlaylist("Bucket");
        var audio = TestSound.Wav(1100);
        var added = await app.Upload(playlist, "Song", audio, TestCover.Png(240));
        using var api = app.Api();
        using var ask = new HttpRequestMessage(HttpMethod.Get, added.GetProperty("song").GetProperty("audioUrl").GetString());
        ask.Headers.Range = new RangeHeaderValue(500, 599);
        using var part = await api.SendAsync(ask, Stop);
        Assert.Equal(audio[500..600], await part.Content.ReadAsByteArrayAsync(Stop));

        var made = await app.WaitForMosaic(playlist);
        Assert.Equal([0xff, 0xd8], (await api.GetByteArrayAsync(made.GetProperty("coverUrl").GetString(), Stop))[..2]);
        Assert.False(Directory.Exists(Path.Combine(app.DataRoot, "files")));
    }

    [Fact]
    public async Task A_store_that_is_away_is_a_503_that_keeps_nothing_and_shows_no_detail()
    {
        await using var app = await Start("http://127.0.0.1:1", "Mosaic:Window", "01:00:00");
        var playlist = await app.CreatePlaylist("Nowhere");
        using var api = app.Api();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(TestSound.Wav(1101)), "audio", "song.wav" } };
        using var answer = await api.PostAsync($"/api/v1/playlists/{playlist}/songs", form, Stop);
        Assert.Equal(503, (int)answer.StatusCode);
        Assert.DoesNotContain("127.0.0.1", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(0, (await app.Playlist(playlist)).GetProperty("songs").GetInt32());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(app.DataRoot, "uploads")));
    }

    private Task<AppFixture> Start(string url, string key, string value) => AppFixture.Start(
        ("Storage:Provider", "S3"),
        ("Storage:S3:ServiceUrl", url),
        ("Storage:S3:Bucket", server.Options.Bucket!),
        ("Storage:S3:AccessKey", "test"),
        ("Storage:S3:SecretKey", "test"),
        ("Storage:S3:ForcePathStyle", "true"),
        (key, value));
}

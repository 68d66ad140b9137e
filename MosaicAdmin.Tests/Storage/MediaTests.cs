using System.Net;
using System.Net.Http.Headers;
using MosaicAdmin.Tests.Songs;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Storage;

/// <summary>How pictures and audio are served.</summary>
[Collection(SongsCollection.Name)]
public sealed class MediaTests(SongsApp songs)
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($"/media/covers/{Hash}/512.jpg")]
    [InlineData($"/media/covers/{Hash}/tile.jpg")]
    [InlineData($"/media/covers/{Hash}/tile.png")]
    [InlineData("/media/covers/short/512.jpg")]
    [InlineData("/media/covers/..%2f..%2fmosaic.db/512.jpg")]
    [InlineData("/media/covers/%0a/512.jpg")]
    [InlineData($"/media/mosaics/{Hash}.jpg")]
    [InlineData($"/media/mosaics/{Hash}")]
    [InlineData("/media/mosaics/..%5c..%5cmosaic.db.jpg")]
    public async Task Missing_and_malformed_are_404_alike(string path)
    {
        using var stranger = new HttpClient { BaseAddress = songs.App.Address };
        using var answer = await stranger.GetAsync(path, Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task Storage_that_is_away_is_not_a_fault_of_ours_nor_kept_by_a_cache()
    {
        var url = await CoverUrl(215);
        using var stranger = new HttpClient { BaseAddress = songs.App.Address };
        using (Away.From(Path.Combine(songs.App.DataRoot, "files")))
        {
            using var away = await stranger.GetAsync(url, Stop);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
            Assert.True(away.Headers.CacheControl!.NoStore);
        }

        using var back = await stranger.GetAsync(url, Stop);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    [Fact]
    public async Task A_cover_is_anybodys_who_knows_its_name_and_is_confined()
    {
        var url = await CoverUrl(210);
        using var stranger = new HttpClient { BaseAddress = songs.App.Address };
        using var picture = await stranger.GetAsync(url, Stop);
        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        Assert.Equal("nosniff", Assert.Single(picture.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("sandbox", Assert.Single(picture.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        using var head = await stranger.SendAsync(new HttpRequestMessage(HttpMethod.Head, url), Stop);
        Assert.Equal(picture.Content.Headers.ContentLength, head.Content.Headers.ContentLength);

        using var again = new HttpRequestMessage(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(picture.Headers.ETag!);
        using var unchanged = await stranger.SendAsync(again, Stop);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task Audio_is_for_people_who_are_signed_in_and_404_when_there_is_none()
    {
        var playlist = await songs.Playlist();
        var (_, added) = await songs.Post(playlist, FormPart.Audio(TestSound.Wav(1001)));
        var url = added.GetProperty("song").GetProperty("audioUrl").GetString();
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = songs.App.Address };
        using var refused = await stranger.GetAsync(url, Stop);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.NotEqual("audio/wav", refused.Content.Headers.ContentType?.MediaType);

        var (_, silent) = await songs.Post(playlist, FormPart.Cover(TestCover.Png(220, 64)));
        foreach (var id in new[] { Guid.NewGuid(), silent.GetProperty("song").GetProperty("id").GetGuid() })
        {
            using var missing = await songs.Api.GetAsync($"/media/songs/{id}/audio", Stop);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }

    [Theory]
    [InlineData(0L, 0L, 206)]
    [InlineData(null, 10L, 206)]
    [InlineData(100_000_000L, null, 416)]
    public async Task A_range_is_honoured_or_said_to_be_outside(long? from, long? to, int status)
    {
        var (_, added) = await songs.Post(await songs.Playlist(), FormPart.Audio(TestSound.Wav(1002)));
        using var ask = new HttpRequestMessage(HttpMethod.Get, added.GetProperty("song").GetProperty("audioUrl").GetString());
        ask.Headers.Range = new RangeHeaderValue(from, to);
        using var answer = await songs.Api.SendAsync(ask, Stop);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    private async Task<string> CoverUrl(float hue)
    {
        var (_, added) = await songs.Post(await songs.Playlist(), FormPart.Cover(TestCover.Png(hue, 64)));
        return added.GetProperty("song").GetProperty("coverUrl").GetString()!;
    }
}

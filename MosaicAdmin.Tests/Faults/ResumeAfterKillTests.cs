using System.Net;
using MosaicAdmin.Tests.Songs;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Faults;

/// <summary>The app is killed while a file arrives: the file goes on from where it stood.</summary>
[Collection(FaultsCollection.Name)]
public sealed class ResumeAfterKillTests(SharedRedis redis)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upload_outlives_the_process_that_took_its_first_half()
    {
        await using var site = new Site(redis.Settings);
        var first = await site.Start();
        var playlist = await first.CreatePlaylist("Killed");
        var wav = TestSound.Wav(440, seconds: 30);
        var upload = await new TusSender(first.Api).Open(wav.Length, "Ana - Survivor.wav");
        await new TusSender(first.Api).Break(upload, 0, wav[..200_000], announced: wav.Length);
        await first.Kill();

        var second = await site.Start();
        var tus = new TusSender(second.Api);
        Assert.Equal(200_000, await tus.Offset(upload));
        using var rest = await tus.Append(upload, 200_000, wav[200_000..]);
        Assert.Equal(HttpStatusCode.NoContent, rest.StatusCode);
        using var form = new MultipartFormDataContent { { new StringContent(upload[(upload.LastIndexOf('/') + 1)..]), "upload" } };
        using var added = await second.Api.PostAsync($"/api/v1/playlists/{playlist}/songs", form, Stop);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var song = Assert.Single(await site.Songs(playlist));
        Assert.Equal(wav, await second.Api.GetByteArrayAsync($"/media/songs/{song}/audio", Stop));
    }
}

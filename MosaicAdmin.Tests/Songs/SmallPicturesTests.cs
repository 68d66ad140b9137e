using System.Net;
using MosaicAdmin.Tests.Support;
using SkiaSharp;

namespace MosaicAdmin.Tests.Songs;

/// <summary>Covers and mosaics at the size a wall shows them, over HTTP.</summary>
[Collection(AppCollection.Name)]
public sealed class SmallPicturesTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kept_picture_comes_at_the_size_asked_for_and_for_good()
    {
        var id = await app.CreatePlaylist("Small");
        await app.Upload(id, "one", cover: TestCover.Png(40));
        var mosaic = (await app.WaitForMosaic(id)).GetProperty("coverUrl").GetString()!;
        var cover = (await app.Get($"/api/v1/playlists/{id}/songs")).GetProperty("items")[0].GetProperty("coverUrl").GetString()!;
        using var anyone = new HttpClient { BaseAddress = app.Address };

        foreach (var (url, size) in new[] { (mosaic, 256), (mosaic, 512), (cover, 256), (cover, 512) })
        {
            using var answer = await anyone.GetAsync($"/media/small/{size}{url["/media".Length..]}", Stop);
            using var whole = SKBitmap.Decode(await anyone.GetByteArrayAsync(url, Stop));
            using var picture = SKBitmap.Decode(await answer.Content.ReadAsByteArrayAsync(Stop));
            Assert.Equal((size, size), (picture.Width, picture.Height));
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
            Assert.Equal(whole.GetPixel(whole.Width / 2, whole.Height / 2).Hue, picture.GetPixel(size / 2, size / 2).Hue, 3f);
        }

        foreach (var none in new[] { $"/media/small/300{mosaic["/media".Length..]}", $"/media/small/256/mosaics/{new string('0', 64)}.jpg", "/media/small/256/covers/../secret.jpg", "/media/small/256/audio/" + new string('0', 64) })
        {
            using var answer = await anyone.GetAsync(none, Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }
}

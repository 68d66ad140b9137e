using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Browser;

/// <summary>A cover that cannot be loaded now comes back without loading the page again.</summary>
[Collection(AppCollection.Name)]
public sealed class MissingPictureTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    [Fact]
    public async Task A_picture_storage_did_not_give_shows_its_frame_and_is_asked_for_again()
    {
        ExpectErrors("503");
        var playlist = await App.CreatePlaylist("Storage away");
        await App.Upload(playlist, "First", cover: TestCover.Png(230));
        var page = await Open("/tasks", "Editor");
        var asked = 0;
        await page.RouteAsync("**/media/**", route => Interlocked.Increment(ref asked) == 1 ? route.FulfillAsync(new() { Status = 503 }) : route.ContinueAsync());
        await page.ClickAsync("[data-testid=nav-wall]");
        await page.WaitForFunctionAsync(
            "selector => { const img = document.querySelector(selector); return img?.complete && img.naturalWidth > 0 && !img.classList.contains('missing'); }",
            $"[data-playlist-id='{playlist}'] img",
            new() { Timeout = 30_000 });
        Assert.True(asked >= 2);
    }
}

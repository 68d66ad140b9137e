using Microsoft.Playwright;
using MosaicAdmin.Tests.Mosaics;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>An editor compares two mosaics that were really made, goes back to the first, and sees it stay until the covers change.</summary>
[Collection(AppCollection.Name)]
public sealed class CompareJourneyTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patient = new() { Timeout = 30_000 };

    [Fact]
    public async Task Two_mosaics_are_compared_by_slider_and_by_tile_and_the_earlier_one_stays_until_the_covers_change()
    {
        var app = await StartApp(("Mosaic:Window", "00:00:01"), ("Mosaic:MaxWait", "00:00:05"));
        var playlist = await app.CreatePlaylist("Compared");
        var batch = Guid.NewGuid();
        foreach (var (title, hue) in new[] { ("One", 10f), ("Two", 100f), ("Three", 190f), ("Four", 280f) })
        {
            await app.Upload(playlist, title, cover: TestCover.Png(hue), batch: batch);
        }

        var first = await app.Settle(playlist);
        var songs = (await app.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items");
        await app.Remove(playlist, songs[0].GetProperty("id").GetGuid());
        var second = await app.Settle(playlist);
        Assert.NotEqual(first.Url(), second.Url());

        var page = await Open($"/playlists/{playlist}", "Editor", at: app);
        var shown = page.GetByTestId("mosaic-image");
        await Expect(shown).ToHaveAttributeAsync("src", second.Url()!);

        await page.GetByTestId("view-slider").ClickAsync();
        var slider = page.GetByTestId("compare-range");
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.Locator(".compare")).ToHaveAttributeAsync("style", "--at: 100%;");
        var box = (await page.Locator(".compare-stack").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 40);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width / 4), box.Y + 60);
        await page.Mouse.UpAsync();
        await Expect(slider).ToHaveValueAsync("25");
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", "25 % of the earlier picture");

        await page.GetByTestId("view-tiles").ClickAsync();
        await Expect(page.Locator("[data-testid=tile-change][data-fate=went]")).ToHaveCountAsync(3);
        await Expect(page.Locator("[data-testid=tile-change][data-fate=moved]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("Two"));
        await page.Locator("[data-testid=tile-change] a").Filter(new() { HasText = "Three" }).ClickAsync();
        await Expect(page.GetByTestId("song-row").Filter(new() { HasText = "Three" })).ToBeFocusedAsync();

        await page.GetByTestId("roll-back").ClickAsync();
        await page.GetByTestId("reason").FillAsync("the first was better");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(shown).ToHaveAttributeAsync("src", first.Url()!);
        await Expect(page.GetByTestId("rolled-back")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("why")).ToHaveAttributeAsync("data-why", "Why.RolledBack");

        await app.Upload(playlist, "Without a cover", TestSound.Wav(410));
        var kept = await app.Settle(playlist);
        await Expect(shown).ToHaveAttributeAsync("data-revision", $"{kept.GetProperty("builtRevision").GetInt64()}", Patient);
        await Expect(shown).ToHaveAttributeAsync("src", first.Url()!);

        // Held, so that the preview is asked for before the run.
        using var api = app.Api();
        (await api.PostAsync($"/api/v1/playlists/{playlist}/mosaic/hold", null, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await app.Upload(playlist, "Five", cover: TestCover.Png(330));
        await page.GetByTestId("preview-mosaic").ClickAsync();
        await Expect(page.GetByTestId("preview-said")).ToHaveAttributeAsync("data-outcome", "new", Patient);
        var third = await app.Settle(playlist);
        await Expect(shown).ToHaveAttributeAsync("src", third.Url()!, Patient);
        await Expect(page.GetByTestId("rolled-back")).Not.ToBeVisibleAsync();
        await Expect(page.GetByTestId("mosaic-row")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_picture_dropped_on_the_cover_becomes_it()
    {
        var playlist = await App.CreatePlaylist("Dropped");
        await App.Upload(playlist, "Song", cover: TestCover.Png(77));
        await App.Settle(playlist);
        var page = await Open($"/playlists/{playlist}", "Editor");
        await Expect(page.GetByTestId("mosaic-image")).ToBeVisibleAsync();

        await page.EvaluateAsync(
            """
            bytes => {
              const files = new DataTransfer();
              files.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], 'mine.png', { type: 'image/png' }));
              for (const kind of ['dragover', 'drop']) {
                document.querySelector('.stage-picture').dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: files }));
              }
            }
            """,
            Convert.ToBase64String(TestCover.Png(222)));

        await Expect(page.GetByTestId("cover-image")).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("/media/covers/"), Patient);
        await Expect(page.GetByTestId("cover-mode-Own")).ToBeCheckedAsync();
    }
}

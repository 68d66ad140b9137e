using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>The queue against the real server: what it refuses, what it has already, and what it keeps.</summary>
[Collection(AppCollection.Name)]
public sealed class UploadReviewTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    [Fact]
    public async Task Refused_files_keep_nothing_duplicates_are_reviewed_and_tags_are_edited_after()
    {
        ExpectErrors("status of (409|415|422)");
        var playlist = await App.CreatePlaylist("Review");
        await App.Upload(playlist, "Already there", TestSound.Wav(300));
        var page = await Open($"/upload?playlist={playlist}", "Editor");
        await Expect(page.Locator(".upload[data-ready]")).ToBeVisibleAsync();

        await page.Drop(
            new("1 again.wav", TestSound.Wav(300)),
            new("2 kept.wav", TestSound.Wav(300)),
            new("3 shopping.mp3", TestSound.Text()),
            new("4 new.wav", TestSound.Wav(500)),
            new("4 new.jpg", TestSound.Text()),
            new("5 good.wav", TestSound.Wav(700)));
        await page.GetByTestId("upload-start").ClickAsync();
        var rows = page.GetByTestId("upload-row");
        await Expect(rows.Nth(4)).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 30_000 });
        await Expect(rows.Nth(0)).ToContainTextAsync("Already there");
        await Expect(rows.Nth(2).Locator("[data-part=message]")).ToContainTextAsync("3 shopping.mp3");
        await Expect(rows.Nth(2).Locator("[data-part=message]")).ToContainTextAsync("is not audio of a kind that is taken");
        await Expect(rows.Nth(3).Locator("[data-part=message]")).ToContainTextAsync("4 new.jpg");

        await rows.Nth(0).GetByTestId("upload-skip").ClickAsync();
        await rows.Nth(1).GetByTestId("upload-keep").ClickAsync();
        await Expect(rows.Nth(1)).ToHaveAttributeAsync("data-state", "done");
        await page.GetByLabel("Artist of 5 good.wav").FillAsync("Edited after");
        await page.GetByLabel("Artist of 5 good.wav").PressAsync("Enter");
        await Expect(rows.Nth(4)).ToContainTextAsync("Saved");

        var songs = (await App.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["Already there", "Already there", "5 good"], songs.Select(s => s.GetProperty("title").GetString()!));
        Assert.Equal("Edited after", songs[2].GetProperty("artist").GetString());
    }
}

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

        await Expect(rows.Nth(0).GetByTestId("upload-compare").Locator("[data-side=there]")).ToContainTextAsync("Already there");
        await Expect(rows.Nth(0).GetByTestId("upload-compare").Locator("[data-side=came] .differs").First).ToContainTextAsync("1 again");
        await rows.Nth(0).GetByTestId("upload-skip").ClickAsync();
        await rows.Nth(1).GetByTestId("upload-keep").ClickAsync();
        await Expect(rows.Nth(1)).ToHaveAttributeAsync("data-state", "done");
        await page.GetByLabel("Artist of 5 good.wav").FillAsync("Edited after");
        await page.GetByLabel("Artist of 5 good.wav").PressAsync("Enter");
        await Expect(rows.Nth(4)).ToContainTextAsync("Change saved");

        var songs = (await App.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["Already there", "2 kept", "5 good"], songs.Select(s => s.GetProperty("title").GetString()!));
        Assert.Equal("Edited after", songs[2].GetProperty("artist").GetString());
    }

    [Fact]
    public async Task All_duplicates_take_the_place_of_what_they_double_and_the_receipts_say_so()
    {
        ExpectErrors("status of 409");
        var playlist = await App.CreatePlaylist("=Replace");
        await App.Upload(playlist, "Old one", TestSound.Wav(310));
        await App.Upload(playlist, "Old two", TestSound.Wav(320), TestCover.Png(200, 64));
        var page = await Open($"/upload?playlist={playlist}", "Editor");
        await Expect(page.Locator(".upload[data-ready]")).ToBeVisibleAsync();
        await page.Drop(new("a.wav", TestSound.Wav(310)), new("b.wav", TestSound.Wav(320)), new("c.wav", TestSound.Wav(330)));
        await page.GetByLabel("Title of a.wav").FillAsync("=SUM(A1)");
        await page.GetByTestId("upload-start").ClickAsync();
        await Expect(page.Locator("[data-testid=upload-row][data-state=duplicate]")).ToHaveCountAsync(2, new() { Timeout = 30_000 });
        await Expect(page.GetByTestId("upload-summary")).ToContainTextAsync("1 of 3 songs saved · 2 duplicates to review");

        await page.GetByTestId("upload-replace-all").ClickAsync();
        await Expect(page.Locator("[data-testid=upload-row][data-state=done]")).ToHaveCountAsync(3, new() { Timeout = 30_000 });
        var songs = (await App.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["=SUM(A1)", "b", "c"], songs.Select(s => s.GetProperty("title").GetString()!));
        Assert.NotNull(songs[1].GetProperty("coverUrl").GetString());

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("upload-receipts").ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.Equal("file,playlist,songId,title,artist,album,bytes,sha256,duplicate,taskId,due,at", lines[0]);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(TestSound.Wav(310)));
        Assert.StartsWith($"a.wav,\"'=Replace\",{songs[0].GetProperty("id").GetString()},\"'=SUM(A1)\",,,{TestSound.Wav(310).Length},{hash},replace,", lines[1], StringComparison.Ordinal);
        Assert.Equal(["a.wav", "b.wav", "c.wav"], lines[1..4].Select(line => line.Split(',')[0]));
        Assert.Equal("", lines[4]);
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>The promise as an editor lives it: from signing in to the mosaic, with a viewer watching on two other pages.</summary>
[Collection(AppCollection.Name)]
public sealed class EditorJourneyTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patient = new() { Timeout = 60_000 };

    [Fact]
    public async Task From_signing_in_to_the_mosaic()
    {
        var app = await StartApp(("Mosaic:Window", "00:00:08"), ("Mosaic:MaxWait", "00:02:00"));
        var songs = await Folder();
        var page = await SignIn(app);

        await page.GetByTestId("new-playlist-first").ClickAsync();
        await page.GetByTestId("playlist-name").FillAsync("Road trip");
        await page.GetByTestId("playlist-save").ClickAsync();
        await page.WaitForURLAsync("**/playlists/*");
        var playlist = Guid.Parse(new Uri(page.Url).Segments[^1]);
        var wall = await Open("/", "Viewer", at: app);
        var live = await Open("/live", "Viewer", at: app);
        var card = wall.Locator($"[data-testid=playlist-card][data-playlist-id='{playlist}']");
        await Expect(card).ToBeVisibleAsync();

        await page.GetByTestId("playlist-upload").ClickAsync();
        await Expect(page.Locator(".upload[data-ready]")).ToBeVisibleAsync();
        await page.DropFromDisk(songs.FullName);
        await Expect(page.GetByTestId("upload-row")).ToHaveCountAsync(4);
        await page.GetByLabel("Title of 1. First.wav").FillAsync("Named by hand");
        await page.GetByTestId("upload-start").ClickAsync();
        await Expect(page.Locator("[data-testid=upload-row][data-state=done]")).ToHaveCountAsync(4, new() { Timeout = 60_000 });
        await Expect(page.GetByLabel("Title of 4. Fourth.mp3")).ToHaveValueAsync("From the tags");
        await Expect(page.GetByLabel("Album of 4. Fourth.mp3")).ToHaveValueAsync("Tagged");
        await Expect(page.GetByTestId("upload-progress")).ToHaveAttributeAsync("aria-valuenow", "100");
        await Expect(page.GetByTestId("upload-window")).ToContainTextAsync("4 songs");

        await page.GetByTestId("upload-window").ClickAsync();
        await Expect(page.GetByTestId("song-row")).ToHaveCountAsync(4);
        await Expect(page.GetByText("Named by hand").First).ToBeVisibleAsync();
        await Expect(page.GetByTestId("mosaic-image")).ToHaveAttributeAsync("data-revision", "4", Patient);
        await Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "idle");
        Assert.Equal(1024, await page.GetByTestId("mosaic-image").EvaluateAsync<int>("async image => { await image.decode(); return image.naturalWidth; }"));

        await Expect(card).ToHaveAttributeAsync("data-state", "idle");
        await Expect(card.Locator("img").First).ToHaveAttributeAsync("src", new Regex("/media/mosaics/"));
        foreach (var kind in new[] { "before_publish", "after_publish", "received", "prerun", "success", "postrun" })
        {
            await Expect(live.Locator($"[data-testid=signal][data-kind={kind}]").First).ToBeVisibleAsync();
        }

        songs.Delete(recursive: true);
    }

    [Fact]
    public async Task The_window_counts_down_where_an_upload_opened_it()
    {
        var app = await StartApp(("Mosaic:Window", "00:10:00"), ("Mosaic:MaxWait", "01:00:00"));
        var playlist = await app.CreatePlaylist("Slow");
        var page = await Open($"/playlists/{playlist}", "Editor", at: app);
        var upload = await Open($"/upload?playlist={playlist}", "Editor", at: app);
        var wall = await Open("/", "Viewer", at: app);
        await Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "idle");

        await upload.GetByTestId("song-files").SetInputFilesAsync(new FilePayload { Name = "one.wav", MimeType = "audio/wav", Buffer = TestSound.Wav(300) });
        await upload.GetByTestId("upload-start").ClickAsync();

        foreach (var place in new[] { page.GetByTestId("window-card"), upload.GetByTestId("upload-window") })
        {
            await Expect(place).ToHaveAttributeAsync("data-state", "pending", Patient);
            var left = place.Locator("[data-tick=countdown]");
            await Expect(left).ToHaveTextAsync(new Regex(@"^9:\d\d$"));
            var before = await left.TextContentAsync();
            await Expect(left).Not.ToHaveTextAsync(before!);
        }

        await Expect(wall.GetByTestId("playlist-card")).ToHaveAttributeAsync("data-state", "pending");
        Assert.Equal(1, int.Parse((await page.GetByTestId("window-card").GetAttributeAsync("data-pushes"))!, System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<IPage> SignIn(AppFixture app)
    {
        var page = await Open("/", role: null, at: app);
        await page.GetByTestId("login-email").FillAsync("editor@mosaic.test");
        await page.GetByTestId("login-password").FillAsync("Mosaic-demo-2026");
        await page.GetByTestId("login-submit").ClickAsync();
        return page;
    }

    private static async Task<DirectoryInfo> Folder()
    {
        var folder = Directory.CreateTempSubdirectory("mosaic-journey-");
        async Task Put(string name, byte[] content) => await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), content, TestContext.Current.CancellationToken);
        await Put("1. First.wav", TestSound.Wav(220));
        await Put("1. First.png", TestCover.Png(10));
        await Put("2. Second.wav", TestSound.Wav(330));
        await Put("2. Second.png", TestCover.Png(130));
        await Put("3. Third.wav", TestSound.Wav(440));
        await Put("cover.png", TestCover.Png(250));
        await Put("4. Fourth.mp3", await EncodedSong.Mp3("From the tags", "Somebody", "Tagged", 550, TestCover.Png(300)));
        await Put("4. Fourth.png", TestCover.Png(60));
        return folder;
    }
}

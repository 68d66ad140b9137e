using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>An admin acts on many tasks at once, takes one cancel back, and sees who holds what.</summary>
[Collection(AppCollection.Name)]
public sealed class BulkActJourneyTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    [Fact]
    public async Task Pick_all_that_match_then_undo()
    {
        var app = await StartApp(("Mosaic:Window", "00:10:00"), ("Mosaic:MaxWait", "01:00:00"));
        var playlists = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            playlists.Add(await app.CreatePlaylist($"List {i}"));
            await app.Upload(playlists[i], "Song", TestSound.Wav(300), TestCover.Png(i * 90));
        }

        var page = await Open("/tasks?state=scheduled", "Admin", at: app);
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(3);
        await page.GetByTestId("task-select").First.CheckAsync();
        await Expect(page.GetByTestId("bulk-count")).ToHaveTextAsync("1 picked");
        await page.GetByTestId("bulk-all").ClickAsync();
        await Expect(page.GetByTestId("bulk-count")).ToHaveTextAsync("All 3 that match");

        await page.GetByTestId("bulk-cancel").ClickAsync();
        await Expect(page.GetByText("Cancel 3 tasks?")).ToBeVisibleAsync();
        await page.GetByTestId("reason").FillAsync("Wrong artist");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByText("Cancel: done to 3.")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Expect(page.GetByTestId("task-row")).ToHaveCountAsync(3);
        foreach (var playlist in playlists)
        {
            Assert.Equal("pending", (await app.Playlist(playlist)).GetProperty("state").GetString());
        }
    }

    [Fact]
    public async Task A_held_playlist_says_who_holds_it_and_why_and_a_cancel_there_can_be_taken_back()
    {
        var app = await StartApp(("Mosaic:Window", "00:10:00"), ("Mosaic:MaxWait", "01:00:00"));
        var playlist = await app.CreatePlaylist("Held");
        await app.Upload(playlist, "Song", TestSound.Wav(300), TestCover.Png(20));
        var page = await Open($"/playlists/{playlist}", "Admin", at: app);
        await page.GetByTestId("hold-mosaic").ClickAsync();
        await page.GetByTestId("reason").FillAsync("until the artwork is in");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("window-acted")).ToContainTextAsync("Held by admin@mosaic.test");
        await Expect(page.GetByTestId("window-acted")).ToContainTextAsync("until the artwork is in");

        await page.GetByTestId("cancel-mosaic").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "idle");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).PressAsync("Enter");
        await Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "held");
    }
}

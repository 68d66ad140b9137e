using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>An admin forces and cancels with a reason; a viewer sees what happened and nothing to do about it.</summary>
[Collection(AppCollection.Name)]
public sealed class AdminJourneyTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patient = new() { Timeout = 60_000 };

    [Fact]
    public async Task Force_then_cancel_with_reasons_and_the_tasks_tell_it_in_order()
    {
        var app = await StartApp(("Mosaic:Window", "00:10:00"), ("Mosaic:MaxWait", "01:00:00"));
        var playlist = await app.CreatePlaylist("Forced");
        var forced = await Songs(app, playlist, 4);
        var page = await Open($"/playlists/{playlist}", "Admin", at: app);
        await Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "pending");

        await Act(page, "force-mosaic", "The label waits for it");
        await Expect(page.GetByTestId("mosaic-image")).ToHaveAttributeAsync("data-revision", "4", Patient);
        await Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "idle");
        var cancelled = (await app.Upload(playlist, "Fifth", TestSound.Wav(900), TestCover.Png(200))).GetProperty("taskId").GetGuid();
        await Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "pending");
        await Act(page, "cancel-mosaic", "Sent by mistake");
        await Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "idle");

        await TellsInOrder(app, forced, "succeeded", "before_publish", "after_publish", "received", "prerun", "success", "postrun");
        await TellsInOrder(app, cancelled, "cancelled", "before_publish", "after_publish", "revoked");
        await page.GotoAsync("/admin/audit");
        await Expect(page.GetByText("The label waits for it")).ToBeVisibleAsync();
        await Expect(page.GetByText("Sent by mistake")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_viewer_sees_no_acts_and_no_upload_page()
    {
        var app = await StartApp(("Mosaic:Window", "00:10:00"), ("Mosaic:MaxWait", "01:00:00"));
        var playlist = await app.CreatePlaylist("Looked at");
        var task = await Songs(app, playlist, 1);

        var page = await Open($"/playlists/{playlist}", "Viewer", at: app);
        await Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "pending");
        await Expect(page.GetByTestId("song-row")).ToHaveCountAsync(1);
        await Nothing(page, "force-mosaic", "cancel-mosaic", "hold-mosaic", "playlist-upload", "playlist-delete", "song-remove", "nav-upload", "nav-admin");

        await page.GotoAsync($"/tasks/{task}");
        await Expect(page.GetByTestId("signal").First).ToBeVisibleAsync();
        await Nothing(page, "task-cancel", "task-force", "task-retry");

        ExpectErrors("/denied");
        await page.GotoAsync("/upload");
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Nothing(page, "song-files", "upload-start", "fill-demo");
    }

    private async Task TellsInOrder(AppFixture app, Guid task, string state, params string[] kinds)
    {
        var page = await Open($"/tasks/{task}", "Viewer", at: app);
        await Expect(page.GetByTestId("task")).ToHaveAttributeAsync("data-state", state);
        await Expect(page.GetByTestId("sequence-badge")).ToHaveAttributeAsync("data-verdict", "legal");
        var shown = await page.GetByTestId("signal").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.kind)");
        Assert.Equal(kinds, shown.Where(kinds.Contains));
        var told = (await app.Get($"/api/v1/tasks/{task}")).GetProperty("signals").EnumerateArray().Select(s => s.GetProperty("kind").GetString());
        Assert.Equal(told, shown);
    }

    private static async Task Act(IPage page, string act, string reason)
    {
        await page.GetByTestId(act).ClickAsync();
        await page.GetByTestId("reason").FillAsync(reason);
        await page.GetByTestId("confirm").ClickAsync();
    }

    private static async Task Nothing(IPage page, params string[] acts)
    {
        foreach (var act in acts)
        {
            await Expect(page.GetByTestId(act)).ToHaveCountAsync(0);
        }
    }

    /// <summary>Uploads songs with covers as one batch and returns their task.</summary>
    private static async Task<Guid> Songs(AppFixture app, Guid playlist, int count)
    {
        var (batch, task) = (Guid.NewGuid(), Guid.Empty);
        for (var i = 0; i < count; i++)
        {
            var added = await app.Upload(playlist, $"Song {i}", TestSound.Wav(200 + (40 * i)), TestCover.Png(i * 70), batch);
            task = added.GetProperty("taskId").GetGuid();
        }

        return task;
    }
}

using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>An admin changes the window while songs wait, sees what that does, finds it on record, and takes it back.</summary>
[Collection(AppCollection.Name)]
public sealed class SettingsJourneyTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    [Fact]
    public async Task A_changed_window_moves_what_is_open_holds_for_the_next_upload_is_on_record_and_is_taken_back()
    {
        var app = await StartApp(("Mosaic:Window", "00:30:00"), ("Mosaic:MaxWait", "04:00:00"));
        var waiting = await app.CreatePlaylist("Waiting");
        await app.Upload(waiting, "First", cover: TestCover.Png(10));
        var due = (await app.Playlist(waiting)).GetProperty("dueAt").GetDateTimeOffset();

        var page = await Open("/admin/settings", "Admin", at: app);
        var window = page.Locator("[data-testid=setting][data-key='Mosaic:Window']");
        await window.GetByTestId("setting-value").FillAsync("10 min");
        await page.GetByTestId("settings-review").ClickAsync();
        await Expect(page.GetByTestId("review-windows")).ToHaveAttributeAsync("data-moved", "1");
        await Expect(page.GetByTestId("moved-windows")).ToContainTextAsync("Waiting");
        await page.GetByTestId("move-now").CheckAsync();
        await page.GetByTestId("reason").FillAsync("Release day");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(window).ToHaveAttributeAsync("data-value", "00:10:00");

        Assert.Equal(due.AddMinutes(-20), (await app.Playlist(waiting)).GetProperty("dueAt").GetDateTimeOffset());
        Assert.Equal(TimeSpan.FromMinutes(230), BetweenDueAndCap(await Uploaded(app, "Under the new window")));

        await page.GotoAsync("/admin/audit?act=setting");
        var row = page.GetByTestId("audit-row");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("Release day");
        await Expect(row.Locator("del")).ToHaveTextAsync("00:30:00");
        await Expect(row.Locator("ins")).ToHaveTextAsync("00:10:00");
        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("audit-csv").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.Contains("setting.change,changed the setting Mosaic:Window,Mosaic:Window,Mosaic:Window,00:30:00,00:10:00,Release day", lines[1], StringComparison.Ordinal);

        await row.GetByText("Mosaic:Window").ClickAsync();
        await window.GetByTestId("setting-back").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(window).ToHaveAttributeAsync("data-changed", "false");
        Assert.Equal(TimeSpan.FromMinutes(210), BetweenDueAndCap(await Uploaded(app, "Under the old window")));
    }

    [Fact]
    public async Task The_file_of_the_record_is_for_admins()
    {
        using var api = App.Api();
        using var answer = await api.GetAsync("/admin/audit.csv?act=demo.", TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("at,who,act,what,", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var nobody = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = App.Address };
        using var refused = await nobody.GetAsync("/admin/audit.csv", TestContext.Current.CancellationToken);
        Assert.True(refused.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Redirect, $"{refused.StatusCode}");
        var page = await Open("/", "Editor");
        var denied = await page.APIRequest.GetAsync(new Uri(App.Address, "/admin/audit.csv").ToString());
        Assert.DoesNotContain("at,who,act", await denied.TextAsync(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Uploaded(AppFixture app, string name)
    {
        var playlist = await app.CreatePlaylist(name);
        await app.Upload(playlist, "Song", cover: TestCover.Png(120));
        return await app.Playlist(playlist);
    }

    private static TimeSpan BetweenDueAndCap(JsonElement playlist) =>
        playlist.GetProperty("latestAt").GetDateTimeOffset() - playlist.GetProperty("dueAt").GetDateTimeOffset();
}

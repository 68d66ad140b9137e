using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Playlists;

/// <summary>The wall and the playlist page in a browser: what one person does, another sees without a reload.</summary>
[Collection(AppCollection.Name)]
public sealed class PlaylistPagesTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    [Fact]
    public async Task A_playlist_made_on_one_wall_appears_on_another()
    {
        var name = $"Made live {Guid.NewGuid():N}";
        var other = await Open($"/?q={name}", "Viewer");
        await Assertions.Expect(other.Locator(".empty-title")).ToContainTextAsync(name);

        var editor = await Open("/", "Editor");
        await editor.GetByTestId("new-playlist").ClickAsync();
        await editor.GetByTestId("playlist-name").FillAsync(name);
        await editor.GetByTestId("playlist-save").ClickAsync();

        await Assertions.Expect(editor.Locator("h1").First).ToHaveTextAsync(name);
        await Assertions.Expect(other.GetByTestId("playlist-card")).ToContainTextAsync(name);
        Assert.Equal(0, await other.GetByTestId("new-playlist").CountAsync());
    }

    [Fact]
    public async Task An_admin_holds_a_window_with_a_reason_and_releases_it()
    {
        var id = await App.CreatePlaylist("Held live");
        var wall = await Open("/", "Viewer");
        var card = wall.Locator($"[data-playlist-id='{id}']");
        await Assertions.Expect(card).ToHaveAttributeAsync("data-state", "idle");

        var page = await Open($"/playlists/{id}", "Admin");
        await page.GetByTestId("hold-mosaic").ClickAsync();
        await page.GetByTestId("reason").FillAsync("the label asked");
        await page.GetByTestId("confirm").ClickAsync();

        await Assertions.Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "held");
        await Assertions.Expect(card).ToHaveAttributeAsync("data-state", "held");

        await page.GetByTestId("release-mosaic").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Assertions.Expect(page.GetByTestId("window-card")).ToHaveAttributeAsync("data-state", "idle");
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(1024)]
    [InlineData(390)]
    public async Task Nothing_sticks_out_of_the_page(int width)
    {
        var id = await App.CreatePlaylist("A playlist with a name that goes on and on, as interns like to write them, until it has to wrap");
        await App.Upload(id, "A title without any end, followed by more title, and more, and then a little more of it", cover: TestCover.Png(40));
        foreach (var path in new[] { "/", $"/playlists/{id}" })
        {
            var page = await Open(path, "Admin", width, 844);
            await page.GetByTestId(path == "/" ? "playlist-card" : "song-row").First.WaitForAsync();
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} at {width}");
        }
    }

    [Fact]
    public async Task The_theme_changes_at_once_and_is_there_at_the_next_first_paint()
    {
        var page = await Open("/", "Viewer", scheme: ColorScheme.Dark);
        var dark = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

        await page.GetByTestId("theme").ClickAsync();
        var saved = page.WaitForResponseAsync("**/preferences");
        await page.GetByTestId("theme-light").ClickAsync();
        await saved;
        await Assertions.Expect(page.Locator("body")).Not.ToHaveCSSAsync("background-color", dark);

        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page.Locator("body")).Not.ToHaveCSSAsync("background-color", dark);
    }
}

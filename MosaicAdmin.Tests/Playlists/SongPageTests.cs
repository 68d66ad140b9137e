using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Playlists;

/// <summary>The songs of a playlist in a browser: moved by mouse, finger and keyboard, edited, given covers and played where they stand.</summary>
[Collection(AppCollection.Name)]
public sealed class SongPageTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    [Fact]
    public async Task Songs_are_dragged_by_their_handle()
    {
        var (id, page) = await OpenSongs("Dragged", "one", "two", "three", "four");

        var (grip, target) = (await Box(Row(page, "one").GetByTestId("song-grip")), await Box(Row(page, "three")));
        await page.Mouse.MoveAsync(grip.X + grip.Width / 2, grip.Y + grip.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(grip.X + grip.Width / 2, target.Y + target.Height / 2 + 6, new() { Steps = 8 });
        await page.Mouse.UpAsync();

        await Reads(page, "two", "three", "one", "four");
        await Stored(id, "two", "three", "one", "four");
        await Expect(page.Locator(".songs [role=status]").First).ToContainTextAsync("one is now number 3.");
        await Expect(page.Locator(".song-moving")).ToHaveCountAsync(0);

        // Escape while dragging leaves everything where it was.
        grip = await Box(Row(page, "four").GetByTestId("song-grip"));
        await page.Mouse.MoveAsync(grip.X + 8, grip.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(grip.X + 8, grip.Y - 150, new() { Steps = 4 });
        await Expect(page.Locator(".song-moving")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await page.Mouse.UpAsync();
        await Reads(page, "two", "three", "one", "four");
    }

    [Fact]
    public async Task A_finger_drags_as_a_mouse_does()
    {
        var (id, page) = await OpenSongs("By finger", "one", "two", "three");
        var (grip, target) = (await Box(Row(page, "three").GetByTestId("song-grip")), await Box(Row(page, "one")));
        var touch = await page.Context.NewCDPSessionAsync(page);
        async Task Touch(string type, float y) => await touch.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = type == "touchEnd" ? Array.Empty<object>() : new object[] { new { x = grip.X + grip.Width / 2, y } },
        });

        await touch.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = true });
        await Touch("touchStart", grip.Y + grip.Height / 2);
        for (var step = 1; step <= 6; step++)
        {
            await Touch("touchMove", grip.Y + (grip.Height / 2) + ((target.Y - grip.Y) * step / 6));
        }

        await Touch("touchEnd", 0);

        await Reads(page, "three", "one", "two");
        await Stored(id, "three", "one", "two");
    }

    [Fact]
    public async Task Songs_are_moved_by_keyboard_and_the_focus_stays_with_the_song()
    {
        var (id, page) = await OpenSongs("Keyboard", "one", "two", "three");
        await Row(page, "three").GetByTestId("song-name").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Reads(page, "one", "three", "two");
        await Expect(Row(page, "three").GetByTestId("song-name")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Reads(page, "three", "one", "two");
        await Expect(page.Locator(".songs [role=status]").First).ToContainTextAsync("three is now number 1.");
        await Stored(id, "three", "one", "two");

        // On the handle an arrow is enough; the menu goes all the way, and without a mouse.
        await Row(page, "three").GetByTestId("song-grip").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Reads(page, "one", "three", "two");
        await Row(page, "one").GetByTestId("song-more").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("song-bottom")).ToBeEnabledAsync();
        await page.GetByTestId("song-bottom").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Reads(page, "three", "two", "one");
        await Expect(page.GetByTestId("song-menu")).ToBeHiddenAsync();
        await Stored(id, "three", "two", "one");
    }

    [Fact]
    public async Task An_order_somebody_else_set_is_kept_and_told_of()
    {
        var (id, page) = await OpenSongs("Two at once", "one", "two", "three", "four");
        var songs = (await App.Get($"/api/v1/playlists/{id}/songs")).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetGuid()).ToList();
        var (grip, target) = (await Box(Row(page, "one").GetByTestId("song-grip")), await Box(Row(page, "two")));
        await page.Mouse.MoveAsync(grip.X + 8, grip.Y + 8);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(grip.X + 8, target.Y + target.Height / 2 + 4, new() { Steps = 4 });
        await Expect(page.Locator(".song-moving")).ToHaveCountAsync(1);

        // Behind the page's back: no message tells it, so it still shows the old order.
        await using (var db = App.Database())
        {
            db.Songs.Single(s => s.Id == songs[3]).Position = -1;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await page.Mouse.UpAsync();

        await Reads(page, "four", "two", "one", "three");
        await Expect(page.Locator(".songs-note")).ToContainTextAsync("Someone else changed the order meanwhile.");
    }

    [Fact]
    public async Task Tags_are_edited_where_they_stand()
    {
        var (id, page) = await OpenSongs("Edited", "one", "two");

        await Row(page, "one").GetByTestId("song-name").ClickAsync();
        await Expect(page.GetByTestId("song-title")).ToBeFocusedAsync();
        await page.GetByTestId("song-title").FillAsync("First");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByTestId("song-artist")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Ada");
        await page.Keyboard.PressAsync("Enter");

        await Expect(Row(page, "First").GetByTestId("song-name")).ToBeFocusedAsync();
        await Expect(Row(page, "First").Locator(".song-by")).ToHaveTextAsync("Ada");
        await Stored(id, "First", "two");

        await Row(page, "two").GetByTestId("song-name").ClickAsync();
        await page.GetByTestId("song-title").FillAsync("never");
        await page.Keyboard.PressAsync("Escape");
        await Reads(page, "First", "two");
    }

    [Fact]
    public async Task A_cover_is_replaced_by_dropping_one_on_its_row()
    {
        ExpectErrors("status of 4");
        var (id, page) = await OpenSongs("Covers", "one", "two");
        var picture = Row(page, "two").Locator("img");
        var before = await picture.GetAttributeAsync("src");

        await Drop(page, "two", new("notes.txt", "no picture"u8.ToArray(), "text/plain"));
        await Expect(Row(page, "two")).ToContainTextAsync("A cover is a JPEG, PNG, WebP or GIF picture.");
        await Drop(page, "two", new("broken.png", [1, 2, 3], "image/png"));
        await Expect(Row(page, "two").Locator(".song-refused")).ToContainTextAsync("broken.png");
        Assert.Equal(before, await picture.GetAttributeAsync("src"));

        await Drop(page, "two", new("new.png", TestCover.Png(300), "image/png"));
        await Expect(picture).Not.ToHaveAttributeAsync("src", before!);
        await Expect(Row(page, "two").Locator(".song-refused")).ToHaveCountAsync(0);
        await Expect(page.GetByText("The cover is replaced.")).ToBeAttachedAsync();

        await Row(page, "one").GetByTestId("replace-cover").SetInputFilesAsync(new FilePayload { Name = "other.png", MimeType = "image/png", Buffer = TestCover.Png(200) });
        await Eventually.Get(
            () => App.Get($"/api/v1/playlists/{id}/songs"),
            songs => songs.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("coverUrl").GetString()).Distinct().Count() == 2);
    }

    [Fact]
    public async Task Songs_play_in_place_through_changes_and_on_to_the_next()
    {
        var id = await App.CreatePlaylist("Played");
        await App.Upload(id, "long", audio: TestSound.Wav(220, 60));
        await App.Upload(id, "short", audio: TestSound.Wav(440, 4));
        var page = await Open($"/playlists/{id}", "Editor");
        var audio = page.Locator("audio");

        await Row(page, "long").GetByTestId("song-play").ClickAsync();
        await Expect(Row(page, "long").GetByLabel("Pause long")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('audio').currentTime > 0.2");
        await audio.EvaluateAsync("audio => { audio.dataset.same = 'yes'; }");

        // Seeking asks for a range; the page draws itself again meanwhile.
        await page.GetByTestId("player-seek").FocusAsync();
        await page.Keyboard.PressAsync("PageUp");
        await page.WaitForFunctionAsync("() => document.querySelector('audio').currentTime > 29");
        await Expect(page.GetByTestId("player-seek")).ToHaveAttributeAsync("aria-valuetext", new Regex("^0:[3-5]\\d of 1:00$"));
        await App.Upload(id, "arrived", cover: TestCover.Png(77));
        await Expect(Row(page, "arrived")).ToBeVisibleAsync();
        Assert.Equal("yes", await audio.GetAttributeAsync("data-same"));
        Assert.True(await audio.EvaluateAsync<double>("audio => audio.currentTime") > 29);

        await page.GetByTestId("player-toggle").ClickAsync();
        await Expect(Row(page, "long").GetByLabel("Play long")).ToBeVisibleAsync();
        Assert.True(await audio.EvaluateAsync<bool>("audio => audio.paused"));
        await Row(page, "long").GetByTestId("song-play").ClickAsync();
        await page.GetByTestId("player-seek").FocusAsync();
        await page.Keyboard.PressAsync("End");

        await Expect(page.GetByTestId("player")).ToContainTextAsync("short");
        await Expect(page.GetByTestId("player")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Three_hundred_songs_are_moved_as_readily_as_three()
    {
        var id = await App.CreatePlaylist("Many songs");
        await using (var db = App.Database())
        {
            db.Songs.AddRange(Enumerable.Range(1, 300).Select(n => new MosaicAdmin.Songs.Song { PlaylistId = id, Title = $"Song {n:000}", Position = n, AddedBy = "test" }));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var page = await Open($"/playlists/{id}", "Editor");
        await Expect(page.GetByTestId("song-row")).ToHaveCountAsync(300);
        await Row(page, "Song 300").GetByTestId("song-more").ClickAsync();
        await page.GetByTestId("song-place").FillAsync("2");
        await page.GetByTestId("song-place-go").ClickAsync();

        await Expect(page.Locator(".song-title").Nth(1)).ToHaveTextAsync("Song 300");
        await Expect(Row(page, "Song 300").GetByTestId("song-more")).ToBeFocusedAsync();
        await Expect(Row(page, "Song 300")).ToBeInViewportAsync();
    }

    private async Task<(Guid Id, IPage Page)> OpenSongs(string name, params string[] titles)
    {
        var id = await App.CreatePlaylist(name);
        foreach (var title in titles)
        {
            await App.Upload(id, title, cover: TestCover.Png(20));
        }

        var page = await Open($"/playlists/{id}", "Editor");
        await Expect(page.GetByTestId("song-row")).ToHaveCountAsync(titles.Length);

        // The script that moves rows is there once the list is.
        await page.WaitForFunctionAsync("() => performance.getEntriesByType('resource').some(r => r.name.includes('songs-covers'))");
        return (id, page);
    }

    private static async Task Drop(IPage page, string title, DroppedFile file)
    {
        await Row(page, title).GetByTestId("song-name").FocusAsync();
        await page.DropOn("[data-testid=song-row]:focus-within", file);
    }

    private static ILocator Row(IPage page, string title) => page.GetByTestId("song-row").Filter(new() { Has = page.Locator($".song-title:text-is('{title}')") });

    private static async Task<LocatorBoundingBoxResult> Box(ILocator locator)
    {
        await locator.ScrollIntoViewIfNeededAsync();
        return (await locator.BoundingBoxAsync())!;
    }

    private static Task Reads(IPage page, params string[] titles) => Expect(page.Locator(".song-title")).ToHaveTextAsync(titles);

    private Task<System.Text.Json.JsonElement> Stored(Guid id, params string[] titles) => Eventually.Get(
        () => App.Get($"/api/v1/playlists/{id}/songs"),
        songs => songs.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("title").GetString()).SequenceEqual(titles));
}

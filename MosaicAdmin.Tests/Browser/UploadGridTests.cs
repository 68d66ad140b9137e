using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>Putting songs right before they are saved: by keyboard as in a spreadsheet, and by dropping pictures on rows.</summary>
[Collection(AppCollection.Name)]
public sealed class UploadGridTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    [Fact]
    public async Task A_cell_is_filled_down_by_keyboard_and_the_songs_are_saved_that_way()
    {
        var (page, playlist) = await OpenWith("1 a.wav", "2 b.wav", "3 c.wav");
        await Cell(page, "Artist", "1 a.wav").FillAsync("Ada");
        await page.Keyboard.PressAsync("Control+d");
        await Expect(page.Locator("[data-upload=note]")).ToContainTextAsync("Artist “Ada”: filled into 2 songs.");
        await Expect(Cell(page, "Artist", "3 c.wav")).ToHaveValueAsync("Ada");
        await page.GetByText("Undo").ClickAsync();
        await Expect(Cell(page, "Artist", "3 c.wav")).ToHaveValueAsync("");
        await Cell(page, "Artist", "1 a.wav").FocusAsync();
        await page.GetByTestId("upload-fill").ClickAsync();
        await Expect(Cell(page, "Artist", "2 b.wav")).ToHaveValueAsync("Ada");

        // Enter and the arrows go from cell to cell; Escape takes back what was typed.
        await page.Keyboard.PressAsync("Enter");
        await Expect(Cell(page, "Artist", "2 b.wav")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Cell(page, "Title", "2 b.wav")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Nonsense");
        await page.Keyboard.PressAsync("Escape");
        await Expect(Cell(page, "Title", "2 b.wav")).ToHaveValueAsync("2 b");
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(Cell(page, "Title", "1 a.wav")).ToBeFocusedAsync();

        // The last song goes to the front.
        await Cell(page, "Place", "3 c.wav").FillAsync("1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("upload-row").First).ToContainTextAsync("3 c.wav");
        await Cell(page, "Title", "1 a.wav").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(page.GetByTestId("upload-row").Nth(2)).ToContainTextAsync("1 a.wav");

        await page.GetByTestId("upload-start").ClickAsync();
        await Expect(page.Locator("[data-testid=upload-row][data-state=done]")).ToHaveCountAsync(3, new() { Timeout = 30_000 });
        var songs = await Songs(playlist);
        Assert.Equal(["3 c", "2 b", "1 a"], songs.Select(s => s.GetProperty("title").GetString()!));
        Assert.All(songs, s => Assert.Equal("Ada", s.GetProperty("artist").GetString()));
    }

    [Fact]
    public async Task A_picture_dropped_on_a_selected_row_is_the_cover_of_all_that_are_selected()
    {
        var (page, playlist) = await OpenWith("1 a.wav", "2 b.wav", "3 c.wav");
        await page.GetByLabel("Select 1 a.wav").CheckAsync();
        await page.GetByLabel("Select 3 c.wav").CheckAsync();
        await Expect(page.GetByTestId("upload-selected")).ToHaveTextAsync("2 selected");
        await DropOn(page, 2, "any.png", TestCover.Png(120, 64));
        await Expect(page.Locator("[data-testid=upload-row] .upload-cover img[src^='blob:']")).ToHaveCountAsync(2);
        await page.GetByTestId("upload-start").ClickAsync();
        await Expect(page.Locator("[data-testid=upload-row][data-state=done]")).ToHaveCountAsync(3, new() { Timeout = 30_000 });

        // One that is saved gets it where it is.
        await DropOn(page, 1, "other.png", TestCover.Png(300, 64));
        await Expect(page.GetByTestId("upload-row").Nth(1)).ToContainTextAsync("Change saved");
        var covers = (await Songs(playlist)).Select(s => s.GetProperty("coverUrl").GetString()).ToList();
        Assert.NotNull(covers[1]);
        Assert.Equal(covers[0], covers[2]);
        Assert.NotEqual(covers[0], covers[1]);
    }

    [Fact]
    public async Task A_column_of_a_spreadsheet_is_pasted_down()
    {
        var (page, _) = await OpenWith("1 a.wav", "2 b.wav", "3 c.wav");
        await Cell(page, "Title", "2 b.wav").FocusAsync();
        await page.EvaluateAsync(
            """
            () => {
              const clipboardData = new DataTransfer();
              clipboardData.setData('text/plain', 'First\tAda\r\nSecond\tBo\r\nThird\tCy\r\n');
              document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
            }
            """);
        await Cell(page, "Title", "1 a.wav").FocusAsync();
        await Expect(Cell(page, "Title", "2 b.wav")).ToHaveValueAsync("First");
        await Expect(Cell(page, "Title", "3 c.wav")).ToHaveValueAsync("Second");
        await Expect(Cell(page, "Artist", "3 c.wav")).ToHaveValueAsync("Bo");
        await Expect(Cell(page, "Title", "1 a.wav")).ToHaveValueAsync("1 a");
    }

    [Fact]
    public async Task Time_left_is_calm_and_receipts_cannot_run()
    {
        var page = await Open("/robots.txt", role: null);
        ExpectErrors("favicon");
        var shown = await page.EvaluateAsync<int[]>(
            """
            async () => {
              const { Speed, TimeLeft } = await import('/js/upload-speed.js');
              const [speed, left] = [new Speed(), new TimeLeft()];
              const shown = [];
              // A line that stutters between 0.5 and 1.5 MB/s on the way through 60 MB.
              for (let second = 0, sent = 0; second <= 50; second++) {
                const bytes = second % 2 ? 500_000 : 1_500_000;
                speed.add(bytes, second * 1000);
                sent += bytes;
                if (speed.rate) { shown.push(left.show((60_000_000 - sent) / speed.rate, second * 1000)); }
              }
              return shown;
            }
            """);
        Assert.InRange(shown[20], 25, 60);
        Assert.All(shown.Skip(5).Zip(shown.Skip(6)), pair => Assert.True(pair.Second <= pair.First, string.Join(' ', shown)));
        var csv = await page.EvaluateAsync<string>("async () => (await import('/js/upload-receipts.js')).csv([['=1', '+1', '-1', '@a', '\\tx', 'a,b', 'say \"x\"', null, 'plain', 'two\\nlines']])");
        Assert.Equal("\ufeff\"'=1\",\"'+1\",\"'-1\",\"'@a\",\"'\tx\",\"a,b\",\"say \"\"x\"\"\",,plain,\"two\nlines\"\r\n", csv);
    }

    private async Task<(IPage Page, Guid Playlist)> OpenWith(params string[] names)
    {
        var playlist = await App.CreatePlaylist("Grid");
        var page = await Open($"/upload?playlist={playlist}", "Editor");
        await Expect(page.Locator(".upload[data-ready]")).ToBeVisibleAsync();
        await page.Drop([.. names.Select((name, at) => new DroppedFile(name, TestSound.Wav(600 + at), "audio/wav"))]);
        await Expect(page.Locator("[data-testid=upload-row][data-word=ready]")).ToHaveCountAsync(names.Length, new() { Timeout = 30_000 });
        return (page, playlist);
    }

    private async Task<List<System.Text.Json.JsonElement>> Songs(Guid playlist) =>
        [.. (await App.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items").EnumerateArray()];

    private static ILocator Cell(IPage page, string field, string file) => page.GetByLabel($"{field} of {file}", new() { Exact = true });

    private static async Task DropOn(IPage page, int row, string name, byte[] picture)
    {
        var transfer = await page.EvaluateHandleAsync(
            """
            ([name, data]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(data), c => c.charCodeAt(0))], name, { type: 'image/png' }));
              return transfer;
            }
            """,
            new[] { name, Convert.ToBase64String(picture) });
        await page.GetByTestId("upload-row").Nth(row).DispatchEventAsync("drop", new { dataTransfer = transfer });
    }
}

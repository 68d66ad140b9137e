using System.Globalization;
using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Playlists;

/// <summary>The wall in a browser, with as many playlists as a house has.</summary>
[Collection(AppCollection.Name)]
public sealed class WallTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    private const int Many = 500;
    private const int MostBytes = 1_500_000;

    [Fact]
    public async Task Five_hundred_playlists_are_light_searched_sorted_and_walked_by_keyboard()
    {
        var app = await StartApp(("Mosaic:Window", "00:30:00"), ("Mosaic:MaxWait", "04:00:00"));
        var ids = await app.FillPlaylists(Many);
        var page = await Open("/login", "Viewer", at: app);
        await Measure(page);

        // Only what is near the screen is drawn, of however many.
        await Expect(Cards(page).First).ToContainTextAsync("Playlist 001");
        Assert.InRange(await Cards(page).CountAsync(), 12, 90);
        await Expect(page.GetByTestId("wall-show-all")).ToContainTextAsync("500");

        await Cards(page).First.Locator("a").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(Focused(page)).ToContainTextAsync("Playlist 002");
        await Expect(Focused(page)).ToHaveCSSAsync("outline-style", "solid");
        await page.Keyboard.PressAsync("End");
        await Expect(Focused(page)).ToContainTextAsync("Playlist 500");
        await Expect(Focused(page)).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(Focused(page)).ToContainTextAsync($"Playlist {Many - await Columns(page)}");
        await page.Keyboard.PressAsync("Home");
        await Expect(Focused(page)).ToContainTextAsync("Playlist 001");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(Focused(page)).ToContainTextAsync($"Playlist {1 + await Columns(page):000}");

        await page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight / 2)");
        await Expect(Cards(page).Filter(new() { HasText = "Playlist 25" }).First).ToBeInViewportAsync();
        Assert.InRange(await Cards(page).CountAsync(), 12, 90);

        await page.GetByTestId("wall-search").FillAsync("list 25");
        await Expect(Cards(page)).ToHaveCountAsync(10);
        await page.GetByTestId("wall-sort").SelectOptionAsync("name");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=list(%20|\\+)25&sort=name"));
        await Expect(Cards(page).First).ToContainTextAsync("Playlist 250");

        await page.GetByTestId("wall-search").FillAsync("no such name");
        await Expect(page.Locator("h1")).ToHaveCountAsync(1);
        await Expect(page.GetByText("No playlist has “no such name” in its name.")).ToBeVisibleAsync();
        Assert.Equal(Many, ids.Count);
    }

    [Fact]
    public async Task No_card_moves_under_the_pointer_and_the_order_is_had_again_on_asking()
    {
        var app = await StartApp(("Mosaic:Window", "00:30:00"), ("Mosaic:MaxWait", "04:00:00"));
        var ids = await app.FillPlaylists(40);
        var page = await Open("/", "Viewer", at: app);
        await Cards(page).Nth(1).HoverAsync();

        await app.Upload(ids[30], "new", cover: TestCover.Png(30));
        await Expect(page.Locator(".wall-behind")).ToContainTextAsync("1 playlist stands elsewhere now.");
        await Expect(Cards(page).First).ToContainTextAsync("Playlist 001");
        await app.Upload(ids[1], "newer", cover: TestCover.Png(90));
        await Expect(page.Locator(".wall-behind")).ToContainTextAsync("2 playlists stand elsewhere now.");
        await Expect(Cards(page).Nth(1)).ToHaveAttributeAsync("data-state", "pending");
        await Expect(Cards(page).Nth(1)).ToContainTextAsync("Playlist 002");

        await page.GetByTestId("wall-again").ClickAsync();
        await Expect(Cards(page).First).ToContainTextAsync("Playlist 002");
        await Expect(Cards(page).Nth(1)).ToContainTextAsync("Playlist 031");
        await Expect(page.GetByTestId("wall-again")).ToHaveCountAsync(0);

        // Nobody points at it now: what is new comes first by itself.
        await app.Upload(ids[35], "newest", cover: TestCover.Png(150));
        await Expect(Cards(page).First).ToContainTextAsync("Playlist 036");
        await page.GetByTestId("wall-show-waiting").ClickAsync();
        await Expect(Cards(page)).ToHaveCountAsync(3);
        await page.GetByTestId("wall-show-look").ClickAsync();
        await Expect(page.GetByText("Nothing needs a look.")).ToBeVisibleAsync();
        await Expect(page.Locator("h1")).ToHaveCountAsync(1);
    }

    /// <summary>Opens the wall as a browser does that has nothing of it yet, and counts every byte, the circuit's too.</summary>
    private static async Task Measure(IPage page)
    {
        await using var wire = new Wire(await page.Context.NewCDPSessionAsync(page));
        await wire.Start();
        await page.Context.AddInitScriptAsync(
            """
            new MutationObserver((_, observer) => {
              if (document.querySelector('[data-testid=playlist-card] a')) { observer.disconnect(); window.wallShownAt = performance.now(); }
            }).observe(document, { childList: true, subtree: true });
            """);
        await page.GotoAsync("/");
        await page.WaitForFunctionAsync("() => window.wallShownAt && [...document.images].length > 12 && [...document.images].filter(i => i.getBoundingClientRect().top < innerHeight).every(i => i.complete)");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var shown = await page.EvaluateAsync<double>("() => window.wallShownAt");
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture,
            $"wall of {Many}: {wire.Bytes / 1000.0:0} kB ({wire.Pictures / 1000.0:0} kB pictures, {wire.Circuit / 1000.0:0} kB circuit), first card {shown:0} ms"));
        Assert.InRange(wire.Bytes, wire.Pictures + 1, MostBytes);
        Assert.True(wire.Pictures > 100_000, $"only {wire.Pictures} bytes of pictures were seen");
    }

    private static ILocator Cards(IPage page) => page.GetByTestId("playlist-card");

    private static ILocator Focused(IPage page) => page.Locator("[data-testid=playlist-card] a:focus");

    private static Task<int> Columns(IPage page) => page.EvaluateAsync<int>("() => Number(document.querySelector('.wall').style.getPropertyValue('--columns'))");

    /// <summary>What came over the network, as the browser counts it.</summary>
    private sealed class Wire(ICDPSession browser) : IAsyncDisposable
    {
        private readonly HashSet<string> _pictures = [];

        public long Bytes { get; private set; }

        public long Pictures { get; private set; }

        public long Circuit { get; private set; }

        public async Task Start()
        {
            browser.Event("Network.responseReceived").OnEvent += (_, e) => Note(e, (id, data) =>
            {
                if (data.GetProperty("type").GetString() == "Image")
                {
                    _pictures.Add(id);
                }
            });
            browser.Event("Network.loadingFinished").OnEvent += (_, e) => Note(e, (id, data) =>
            {
                var bytes = (long)data.GetProperty("encodedDataLength").GetDouble();
                (Bytes, Pictures) = (Bytes + bytes, Pictures + (_pictures.Contains(id) ? bytes : 0));
            });
            browser.Event("Network.webSocketFrameReceived").OnEvent += (_, e) => Note(e, (_, data) =>
            {
                // Binary frames are told in base 64, and as they are after inflating: an upper bound.
                var bytes = data.GetProperty("response").GetProperty("payloadData").GetString()!.Length * 3 / 4;
                (Bytes, Circuit) = (Bytes + bytes, Circuit + bytes);
            });
            await browser.SendAsync("Network.enable");
            await browser.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        }

        public async ValueTask DisposeAsync() => await browser.DetachAsync();

        private static void Note(System.Text.Json.JsonElement? data, Action<string, System.Text.Json.JsonElement> note) =>
            note(data!.Value.GetProperty("requestId").GetString()!, data.Value);
    }
}

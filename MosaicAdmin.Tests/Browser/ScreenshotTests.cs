using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Browser;

/// <summary>
/// Takes the pictures of <c>docs/screenshots</c>: every page at 1440, 1024 and 390 px, light and dark. <c>MOSAIC_SCREENSHOTS=1</c> keeps them;
/// without it each page is opened once, must be quiet and must not be wider than the window.
/// </summary>
[Collection(AppCollection.Name)]
public sealed class ScreenshotTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    private const int Tallest = 2400;

    private static readonly (int Width, int Height, ColorScheme Scheme)[] Looks =
    [
        (1440, 900, ColorScheme.Light), (1440, 900, ColorScheme.Dark), (1024, 768, ColorScheme.Light),
        (1024, 768, ColorScheme.Dark), (390, 844, ColorScheme.Light), (390, 844, ColorScheme.Dark),
    ];

    private static bool Kept => Environment.GetEnvironmentVariable("MOSAIC_SCREENSHOTS") is { Length: > 0 };

    [Fact]
    public async Task Every_page_with_some_history()
    {
        var app = await StartApp(Showcase.Settings);
        var show = await Showcase.Fill(app);
        (string Name, string Path, string Until)[] pages =
        [
            ("wall", "/", "[data-testid=playlist-card] img"),
            ("playlist", $"/playlists/{show.Busy}", "[data-testid=mosaic-image]"),
            ("playlist-held", $"/playlists/{show.Held}", "[data-testid=mosaic-image]"),
            ("playlist-failed", $"/playlists/{show.Failed}", "[data-testid=mosaic-image]"),
            ("playlist-empty", $"/playlists/{show.Empty}", "[data-testid=window-card]"),
            ("upload", $"/upload?playlist={show.Busy}", "[data-testid=upload-playlist]"),
            ("tasks", "/tasks", "[data-testid=task-row]"),
            ("task", $"/tasks/{show.Succeeded}", "[data-testid=signal]"),
            ("live", "/live", "h1"),
            ("lab", "/lab", "[data-testid=lab-run]"),
            ("ledger", "/ledger", "h1"),
            ("health-check", "/health-check", "h1"),
            ("users", "/admin/users", "h1"),
            ("tokens", "/admin/tokens", "h1"),
            ("audit", "/admin/audit", "h1"),
            ("settings", "/admin/settings", "h1"),
            ("account", "/account", "h1"),
            ("help", "/help", "h1"),
            ("login", "/login", "[data-testid=login-email]"),
        ];
        foreach (var (width, height, scheme) in Kept ? Looks : Looks[..1])
        {
            foreach (var (name, path, until) in pages)
            {
                await Take($"{name}-{width}-{scheme.ToString().ToLowerInvariant()}", path, until, name == "login" ? null : "Admin", width, height, scheme, app);
            }
        }
    }

    [Fact]
    public async Task Pages_with_nothing_yet()
    {
        var app = await StartApp(Showcase.Settings);
        (string Name, string Path)[] pages =
            [("wall", "/"), ("upload", "/upload"), ("tasks", "/tasks"), ("live", "/live"), ("ledger", "/ledger"), ("audit", "/admin/audit"), ("tokens", "/admin/tokens")];
        foreach (var (name, path) in pages)
        {
            await Take($"{name}-nothing-1440-light", path, "h1", "Admin", 1440, 900, ColorScheme.Light, app);
            await Take($"{name}-nothing-390-dark", path, "h1", "Admin", 390, 844, ColorScheme.Dark, app);
        }

        ExpectErrors("404|Failed to load resource");
        await Take("playlist-missing-1440-light", $"/playlists/{Guid.Empty}", "h1", "Admin", 1440, 900, ColorScheme.Light, app);
        await Take("task-missing-1440-light", $"/tasks/{Guid.Empty}", "h1", "Admin", 1440, 900, ColorScheme.Light, app);
    }

    private async Task Take(string name, string path, string until, string? role, int width, int height, ColorScheme scheme, AppFixture app)
    {
        var page = await Open(path, role, width, height, scheme, at: app);
        await page.Locator(until).First.WaitForAsync();
        await page.Settled();

        // As high as what it shows, so that whatever keeps to the window's edges does so in the picture.
        var high = await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight");
        await page.SetViewportSizeAsync(width, Math.Clamp(high, height, Tallest));
        await page.WaitForFunctionAsync("() => [...document.images].every(i => i.complete)");
        await page.WaitForFunctionAsync(@"() => ![...document.querySelectorAll('[data-tick]')].some(time => /^\d{4}-\d\d-\d\d /.test(time.textContent))");
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.True(wide <= 0, $"{path} is {wide} px wider than the window of {width}.");
        if (Kept)
        {
            await page.ScreenshotAsync(new()
            {
                Path = Path.Combine(Folders.Repository, "docs", "screenshots", $"{name}.jpg"),
                Type = ScreenshotType.Jpeg,
                Quality = 64,
            });
        }

        await page.Context.CloseAsync();
    }
}

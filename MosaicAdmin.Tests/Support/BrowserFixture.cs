using Microsoft.Playwright;

namespace MosaicAdmin.Tests.Support;

/// <summary>One Chromium for all browser tests, started when the first of them asks; who signed in once stays signed in.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    private const string Password = "Mosaic-demo-2026";
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly Dictionary<(Uri App, string Role), string> _signedIn = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The browser; skips the test where there is no Chromium.</summary>
    public async Task<IBrowser> Browser()
    {
        if (_browser is null)
        {
            var chromium = Tools.Find("chromium");
            Assert.SkipWhen(chromium is null, "chromium is not installed");
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Flags });
        }

        return _browser;
    }

    /// <summary>Cookies of the demo account with this role (<c>Viewer</c>, <c>Editor</c>, <c>Admin</c>), signing in through the login page the first time.</summary>
    public async Task<string> SignedIn(Uri app, string role)
    {
        if (!_signedIn.TryGetValue((app, role), out var state))
        {
            await using var context = await (await Browser()).NewContextAsync(new() { BaseURL = app.ToString() });
            var page = await context.NewPageAsync();
            await page.GotoAsync("/login");
            await page.GetByTestId("login-email").FillAsync($"{role.ToLowerInvariant()}@mosaic.test");
            await page.GetByTestId("login-password").FillAsync(Password);
            await page.GetByTestId("login-submit").ClickAsync();
            await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
            state = await context.StorageStateAsync();
            _signedIn[(app, role)] = state;
        }

        return state;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

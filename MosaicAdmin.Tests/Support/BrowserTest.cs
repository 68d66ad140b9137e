using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace MosaicAdmin.Tests.Support;

/// <summary>
/// Base of browser tests: opens pages, fails the test on any console error or unhandled page error, and keeps a picture of every
/// open page under <c>TestResults/</c> when it failed. Derive with <c>[Collection(AppCollection.Name)]</c>.
/// </summary>
public abstract class BrowserTest(AppFixture app, BrowserFixture browser) : IAsyncLifetime
{
    private readonly List<(IBrowserContext Context, IPage Page)> _open = [];
    private readonly List<AppFixture> _started = [];
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly List<Regex> _expected = [];

    protected AppFixture App => app;

    /// <summary>What the pages' consoles and scripts complained of, without what was expected.</summary>
    protected string[] Unexpected => [.. _errors.Where(error => !_expected.Any(e => e.IsMatch(error)))];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens <paramref name="path"/> as somebody with this role, or signed out when null; in the shared app, or in <paramref name="at"/>.</summary>
    protected async Task<IPage> Open(
        string path, string? role, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, string language = "en", AppFixture? at = null)
    {
        var address = (at ?? app).Address;
        var context = await (await browser.Browser()).NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            StorageState = role is null ? null : await browser.SignedIn(address, role),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var page = await context.NewPageAsync();
        page.Console += (_, message) => Note(message.Type == "error", $"{message.Text} ({message.Location})");
        page.PageError += (_, error) => Note(true, error);
        _open.Add((context, page));
        await page.GotoAsync(path);
        // A page draws nothing until its circuit is up.
        await page.WaitForFunctionAsync("() => !document.querySelector('.boot') || document.querySelector('.shell')");
        return page;
    }

    /// <summary>An app of this test's own, with other settings; it ends after the pages are closed.</summary>
    protected async Task<AppFixture> StartApp(params (string Key, string Value)[] settings)
    {
        var started = await AppFixture.Start(settings);
        _started.Add(started);
        return started;
    }

    /// <summary>Names console errors this test provokes on purpose, such as the browser's own line about a refused upload.</summary>
    protected void ExpectErrors(string pattern) => _expected.Add(new Regex(pattern));

    public async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        foreach (var (context, page) in _open)
        {
            if (failed || Unexpected.Length > 0)
            {
                await Picture(page);
            }

            await context.DisposeAsync();
        }

        foreach (var started in _started)
        {
            await started.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        Assert.True(Unexpected.Length == 0, $"The pages complained:\n{string.Join('\n', Unexpected)}");
    }

    private async Task Picture(IPage page)
    {
        var name = Regex.Replace(TestContext.Current.Test?.TestDisplayName ?? "test", "[^A-Za-z0-9]+", "-");
        var folder = Path.Combine(Folders.Repository, "TestResults");
        try
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name[..Math.Min(name.Length, 120)]}-{_open.FindIndex(o => o.Page == page)}.png"), FullPage = true });
        }
        catch (PlaywrightException)
        {
            // A page that has crashed has no picture; the failure itself is still told.
        }
    }

    private void Note(bool isError, string text)
    {
        if (isError)
        {
            _errors.Enqueue(text);
        }
    }
}

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>
/// On every page, in both languages and themes: axe finds nothing (WCAG 2.2 A and AA and its best practices), no page is wider than its window,
/// and no label is cut off.
/// </summary>
[Collection(AppCollection.Name)]
public sealed class EveryPageTests(AppFixture shared, BrowserFixture browser, FilledApp filled) : BrowserTest(shared, browser), IClassFixture<FilledApp>
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>All that another theme can change.</summary>
    private static readonly AxeRunOptions Contrast = new() { RunOnly = new() { Type = "rule", Values = ["color-contrast"] }, ResultTypes = [ResultType.Violations] };

    private readonly List<string> _found = [];

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hant")]
    public async Task Nothing_is_found_on_any_page_and_everything_fits(string language)
    {
        var page = await Open("/", "Admin", language: language, at: filled.App);
        foreach (var path in SiteMap.Pages(filled))
        {
            await page.GotoAsync(path);
            await page.Settled();
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            await (language == "en" ? Look(page, path) : Look(page, path, "light", Rules));
            foreach (var width in new[] { 1024, 390, 1440 })
            {
                await page.SetViewportSizeAsync(width, 900);
                _found.AddRange((await page.EvaluateAsync<string[]>(Misfits.Script)).Select(misfit => $"{path} at {width}: {misfit}"));
            }
        }

        Nothing();
    }

    [Fact]
    public async Task Nothing_is_found_for_whoever_is_signed_out_or_turned_away()
    {
        ExpectErrors("404|403|/denied");
        var page = await Open("/login", role: null, at: filled.App);
        await Look(page, "/login");
        await page.GotoAsync("/no/such/page");
        await Look(page, "a page that is not there");
        var viewer = await Open("/lab", "Viewer", at: filled.App);
        await viewer.Settled();
        await Look(viewer, "a page that is not the viewer's");
        var bare = await StartApp(("Demo:Accounts", "false"));
        var first = await Open("/setup", role: null, at: bare);
        await Look(first, "/setup");
        Nothing();
    }

    [Fact]
    public async Task Nothing_is_found_in_the_main_dialogs()
    {
        var page = await Open("/", "Admin", at: filled.App);
        await Opened(page, "/", "new-playlist", ".mud-dialog");
        await Opened(page, "/", "theme", "#theme-menu");
        await Opened(page, "/", "language", "#language-menu");
        await Opened(page, "/", "account", "#account-menu");
        await Opened(page, "/", "palette-open", "#palette");
        await Opened(page, "/lab", "page-help", "#page-help");
        await Opened(page, $"/playlists/{filled.Playlist}", "force-mosaic", ".mud-dialog");
        await page.GotoAsync("/ledger");
        await page.Settled();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByTestId("shortcuts")).ToBeVisibleAsync();
        await Look(page, "the shortcuts");
        await page.GotoAsync("/tasks");
        await page.GetByTestId("bulk-page").CheckAsync();
        await page.GetByTestId("bulk-cancel").ClickAsync();
        await Expect(page.Locator(".mud-dialog")).ToBeVisibleAsync();
        await Look(page, "an act on many tasks");
        Nothing();
    }

    private async Task Opened(IPage page, string path, string opener, string opened)
    {
        await page.GotoAsync(path);
        await page.Settled();
        await page.GetByTestId(opener).First.ClickAsync();
        await Expect(page.Locator(opened)).ToBeVisibleAsync();
        await Look(page, $"{opener} on {path}");
    }

    private async Task Look(IPage page, string where)
    {
        await Look(page, where, "light", Rules);
        await Look(page, where, "dark", Contrast);
    }

    private async Task Look(IPage page, string where, string theme, AxeRunOptions rules)
    {
        await page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; return new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))); }", theme);
        var result = await page.RunAxe(rules);
        _found.AddRange(
            from violation in result.Violations
            from node in violation.Nodes
            select $"{where} ({theme}): {violation.Id}: {violation.Help}: {node.Html} {string.Join(' ', node.Any.Select(check => check.Message))}");
    }

    private void Nothing() => Assert.True(_found.Count == 0, string.Join('\n', _found.Distinct()));
}

using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>Somebody looks into one task: replays its window by keyboard, reads what it logged, takes its picture and its bundle along, and opens that again.</summary>
[Collection(AppCollection.Name)]
public sealed class TaskJourneyTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    [Fact]
    public async Task A_window_is_replayed_saved_and_opened_from_its_file()
    {
        var playlist = await App.CreatePlaylist("Looked into");
        var tasks = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            tasks.Add((await App.Upload(playlist, $"Song {i}", cover: TestCover.Png(i * 80))).GetProperty("taskId").GetString()!);
        }

        await App.WaitForMosaic(playlist);
        var page = await Open($"/tasks/{tasks[^1]}", "Viewer");
        await Expect(page.GetByTestId("task")).ToHaveAttributeAsync("data-state", new Regex("succeeded|unchanged"));
        await Expect(page.GetByTestId("log-line").Filter(new() { HasText = "Stored mosaics/" })).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("signal")).ToHaveCountAsync(6);

        // By keyboard alone: from the end of the window back to its first publish, and on to the next.
        var window = page.GetByTestId("chain");
        await Expect(window.Locator("svg.wide [data-testid=chain-dot]")).ToHaveCountAsync(4);
        await window.GetByTestId("replay-slider").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(window.GetByTestId("replay-told")).ToContainTextAsync("publishes so far: 1");
        await Expect(window.GetByTestId("replay-told")).ToContainTextAsync(tasks[0][^8..]);
        await Expect(window.Locator("svg.wide .chain-dot.later")).ToHaveCountAsync(3);
        await window.GetByRole(AriaRole.Button, new() { Name = "To the next publish" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(window.GetByTestId("replay-told")).ToContainTextAsync("publishes so far: 2");
        await Expect(window.GetByTestId("replay-slider")).ToHaveAttributeAsync("aria-valuetext", new Regex(tasks[1][^8..]));
        await window.GetByTestId("replay-slider").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(window.GetByTestId("replay-told")).ToContainTextAsync("publishes taken in: 4");

        var picture = await page.RunAndWaitForDownloadAsync(() => window.GetByTestId("picture-save").PressAsync("Enter"));
        var svg = XDocument.Parse(await File.ReadAllTextAsync(await picture.PathAsync(), TestContext.Current.CancellationToken));
        XNamespace space = "http://www.w3.org/2000/svg";
        Assert.EndsWith(".svg", picture.SuggestedFilename, StringComparison.Ordinal);
        Assert.Equal(space + "svg", svg.Root!.Name);
        Assert.NotEmpty(svg.Root.Element(space + "title")!.Value);
        Assert.Contains("4 publishes", svg.Root.Element(space + "desc")!.Value, StringComparison.Ordinal);
        Assert.Empty(svg.Descendants(space + "script"));
        Assert.DoesNotContain(svg.Descendants().Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || Regex.IsMatch(a.Value, @"var\(|color\(|rgba\("));
        Assert.Equal(4, svg.Descendants(space + "circle").Count());
        Assert.StartsWith("data:image/", svg.Descendants(space + "image").Single().Attribute("href")!.Value, StringComparison.Ordinal);

        var bundle = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("task-bundle").PressAsync("Enter"));
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.json");
        await bundle.SaveAsAsync(file);
        var fresh = await Open("/tasks/bundle", "Viewer");
        await fresh.GetByTestId("bundle-file").SetInputFilesAsync(file);
        await Expect(fresh.GetByTestId("bundle-band")).ToContainTextAsync("From the file");
        await Expect(fresh.GetByTestId("signal")).ToHaveCountAsync(6);
        await Expect(fresh.Locator("svg.wide [data-testid=chain-dot]")).ToHaveCountAsync(4);
        await Expect(fresh.GetByTestId("log-line")).ToHaveCountAsync(await page.GetByTestId("log-line").CountAsync());
        await Expect(fresh.GetByTestId("task-bundle")).ToHaveCountAsync(0);
        await fresh.GetByRole(AriaRole.Link, new() { Name = "See the task as it is now" }).ClickAsync();
        await Expect(fresh.GetByTestId("task")).ToHaveAttributeAsync("data-task-id", tasks[^1]);
        File.Delete(file);
    }

    [Fact]
    public async Task Dots_of_the_time_line_are_gone_through_by_arrow_keys()
    {
        var playlist = await App.CreatePlaylist("By keyboard");
        var task = (await App.Upload(playlist, "Song", cover: TestCover.Png(10))).GetProperty("taskId").GetString()!;
        await App.WaitForMosaic(playlist);
        var page = await Open($"/tasks/{task}", "Viewer");

        await page.Locator("svg.wide .tl-mark").First.FocusAsync();
        await Expect(page.Locator("[data-testid=signal][data-picked]")).ToHaveAttributeAsync("data-kind", "before_publish");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("[data-testid=signal][data-picked]")).ToHaveAttributeAsync("data-kind", "after_publish");
        await Expect(page.Locator("svg.wide .tl-mark").Nth(1)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task On_a_phone_nothing_is_wider_than_the_page()
    {
        var playlist = await App.CreatePlaylist("A playlist with a name that is much too long for a narrow screen, without any doubt");
        var task = (await App.Upload(playlist, "Song", cover: TestCover.Png(10))).GetProperty("taskId").GetString()!;
        await App.WaitForMosaic(playlist);
        var page = await Open($"/tasks/{task}", "Admin", width: 390, height: 844, language: "zh-TW");

        await Expect(page.GetByTestId("chain").Locator("svg.narrow")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("chain").Locator("svg.wide")).ToBeHiddenAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }
}

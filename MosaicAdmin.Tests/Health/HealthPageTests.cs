using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Health;

/// <summary>The health check in a real browser.</summary>
[Collection(AppCollection.Name)]
public sealed class HealthPageTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    [Fact]
    public async Task A_lost_key_is_seen_and_repaired_and_tasks_are_paused_and_resumed()
    {
        var own = await StartApp(
            ("Mosaic:Window", "00:30:00"), ("Mosaic:MaxWait", "01:00:00"), ("Mosaic:Sweep", "00:10:00"), ("Health:Settle", "00:00:00.200"));
        var playlist = await own.CreatePlaylist("keyless");
        var task = (await own.Upload(playlist, "song", cover: TestCover.Png(10))).GetProperty("taskId").GetGuid();
        var keys = (RedisJobKeys)own.Services.GetService(typeof(RedisJobKeys))!;
        var stop = TestContext.Current.CancellationToken;
        await Eventually.Get(() => keys.Get(playlist, stop), key => key is not null);
        var page = await Open("/", "Admin", at: own);
        await page.GetByTestId("nav-health-check").ClickAsync();
        var row = page.Locator("[data-testid=invariant][data-id=window-without-key]");
        await Counts("0");
        await Expect(page.Locator("[data-testid=node][data-dead=false]")).ToHaveCountAsync(1);

        await keys.Remove(playlist, stop);
        await Counts("1");
        await Expect(row.GetByRole(Microsoft.Playwright.AriaRole.Link)).ToHaveAttributeAsync("href", $"/tasks/{task}");
        await row.GetByTestId("repair").ClickAsync();
        await page.GetByTestId("reason").FillAsync("lost in the test");
        await page.GetByTestId("confirm").ClickAsync();
        await Counts("0");
        Assert.Equal(task, (await keys.Get(playlist, stop))!.TaskId);

        await page.GetByTestId("pause").ClickAsync();
        await page.GetByTestId("reason").FillAsync("moving the disk");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("part-scheduler")).ToContainTextAsync("moving the disk");
        await page.GetByTestId("resume").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("part-scheduler")).ToHaveAttributeAsync("data-well", "true");

        async Task Counts(string expected)
        {
            await Expect(row).ToBeVisibleAsync(new() { Timeout = 30_000 });
            await Eventually.Get(
                async () =>
                {
                    await page.GetByTestId("check-now").ClickAsync();
                    await Expect(page.GetByTestId("check-now")).ToBeEnabledAsync(new() { Timeout = 30_000 });
                    return await row.GetAttributeAsync("data-count");
                },
                count => count == expected);
        }
    }
}

using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Lab;

/// <summary>The Lab in a real browser.</summary>
[Collection(AppCollection.Name)]
public sealed class LabPageTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    private static readonly LocatorAssertionsToHaveAttributeOptions Patient = new() { Timeout = 30_000 };

    [Fact]
    public async Task The_articles_experiment_and_others_are_seen_as_they_happen_and_a_throwing_receiver_hurts_none()
    {
        var page = await Open("/lab", "Admin");
        await page.GetByTestId("receiver-behaviour").SelectOptionAsync("Throw");
        await page.GetByTestId("receiver-connect").ClickAsync();
        await Expect(page.GetByTestId("receiver")).ToHaveCountAsync(1);

        await page.GetByTestId("lab-x").FillAsync("4");
        await Run(page, "add");
        await AsExpected(page, "add");
        Assert.Equal(
            ["before_publish sender", "after_publish sender", "received receiver", "prerun receiver", "success receiver", "postrun receiver"], await Signals(page));
        await Expect(page.Locator("[data-testid=handler][data-outcome=done]")).ToHaveCountAsync(6, new() { Timeout = 30_000 });
        await Expect(page.Locator("[data-testid=handler][data-outcome=threw]")).ToHaveCountAsync(6);
        await Expect(page.GetByTestId("receiver")).ToHaveAttributeAsync("data-calls", "6");

        await Run(page, "revoked-waiting");
        await AsExpected(page, "revoked-waiting");
        Assert.Equal(["before_publish sender", "after_publish sender", "revoked sender"], await Signals(page));
        await Run(page, "rejected-type");
        await AsExpected(page, "rejected-type");

        await page.ReloadAsync();
        await AsExpected(page, "rejected-type");
        Assert.Equal(["before_publish sender", "after_publish sender", "received receiver", "rejected receiver"], await Signals(page));
        await Expect(page.GetByTestId("receiver")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_Lab_is_for_admins()
    {
        ExpectErrors("/denied");
        var page = await Open("/lab", "Editor");
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("lab-run")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("nav-lab")).ToHaveCountAsync(0);
    }

    private static Task Run(IPage page, string probe) => page.Locator($"[data-testid=lab-run][data-probe={probe}]").ClickAsync();

    private static async Task AsExpected(IPage page, string probe)
    {
        var bench = page.Locator($"[data-testid=lab-bench][data-probe={probe}]");
        await Expect(bench.GetByTestId("lab-verdict")).ToHaveAttributeAsync("data-verdict", "asexpected", Patient);
        await Expect(bench.GetByTestId("sequence-badge")).ToHaveAttributeAsync("data-verdict", "legal");
    }

    private static Task<string[]> Signals(IPage page) =>
        page.GetByTestId("signal").EvaluateAllAsync<string[]>("rows => rows.map(row => `${row.dataset.kind} ${row.dataset.side}`)");
}

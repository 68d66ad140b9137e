using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using MosaicAdmin.Tests.Faults;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Browser;

/// <summary>The app is ended and started again under an open page: the page says so, and comes back by itself as it was.</summary>
[Collection(AppCollection.Name)]
public sealed class ReconnectTests(BrowserFixture browser)
{
    private static readonly LocatorAssertionsToBeHiddenOptions Patient = new() { Timeout = 60_000 };

    [Fact]
    public async Task After_a_restart_a_page_is_at_its_address_and_place_with_what_was_typed()
    {
        var address = FreeAddress();
        await using var site = new Site(("ASPNETCORE_URLS", address));
        var first = await site.Start();
        await using var context = await (await browser.Browser()).NewContextAsync(new()
        {
            BaseURL = address,
            StorageState = await browser.SignedIn(new Uri(address), "Admin"),
            ViewportSize = new() { Width = 1024, Height = 500 },
            Locale = "en",
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/lab?probe=add");
        await page.GetByTestId("lab-x").ClickAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("417");
        await page.EvaluateAsync("() => scrollTo(0, 320)");

        await first.End();
        var panel = page.GetByTestId("reconnect");
        await Expect(panel).ToBeVisibleAsync();
        await Expect(panel).ToContainTextAsync("What you saved is safe");
        await site.Start();

        await Expect(panel).ToBeHiddenAsync(Patient);
        await Expect(page.GetByTestId("lab-x")).ToHaveValueAsync("417");
        Assert.EndsWith("/lab?probe=add", page.Url, StringComparison.Ordinal);
        await page.WaitForFunctionAsync("() => scrollY === 320");
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}

using Microsoft.Playwright;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Ledger;

/// <summary>The ledger as a viewer reads it while songs come in.</summary>
[Collection(AppCollection.Name)]
public sealed class LedgerPageTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    [Fact]
    public async Task A_viewer_sees_what_was_uploaded_made_and_spared_as_it_happens()
    {
        var app = await StartApp(("Mosaic:Window", "00:00:02"), ("Ledger:PricePerThousandWrites", "1000"), ("Ledger:PricePerGigabyteMonth", "0"), ("Ledger:Currency", "EUR"));
        var page = await Open("/ledger", "Viewer", at: app);
        await Expect(Figure(page, "uploads")).ToHaveTextAsync("0");

        var (playlist, batch) = (await app.CreatePlaylist("Counted"), Guid.NewGuid());
        for (var i = 0; i < 3; i++)
        {
            await app.Upload(playlist, $"Song {i}", cover: TestCover.Png(i * 80), batch: batch);
        }

        await app.WaitForMosaic(playlist);
        await Expect(Figure(page, "uploads")).ToHaveTextAsync("3");
        await Expect(Figure(page, "renders")).ToHaveTextAsync("1");
        await Expect(Figure(page, "money")).ToHaveTextAsync("1.00 EUR");
        await Expect(Figure(page, "saved-renders")).ToHaveTextAsync("2");
        await Expect(Figure(page, "saved-money")).ToHaveTextAsync("2.00 EUR");
    }

    private static ILocator Figure(IPage page, string id) => page.GetByTestId($"ledger-{id}").Locator("dd");
}

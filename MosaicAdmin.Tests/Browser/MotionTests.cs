using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Browser;

/// <summary>Whoever asks their device for less motion sees none.</summary>
[Collection(AppCollection.Name)]
public sealed class MotionTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    private const string Moving = """
        () => [...document.querySelectorAll('*')].flatMap(e => [e, '::before', '::after'].map(part => [e, getComputedStyle(e, part === e ? null : part)]))
          .filter(([, style]) => [style.animationDuration, style.transitionDuration].some(all => all.split(',').some(one => parseFloat(one) * (one.includes('ms') ? 1 : 1000) > 1)))
          .map(([e]) => `${e.tagName} ${e.getAttribute('class')}`)
        """;

    [Theory]
    [InlineData("/", "new-playlist")]
    [InlineData("/tasks", "palette-open")]
    [InlineData("/live", "account")]
    public async Task Nothing_moves_for_longer_than_a_millisecond(string path, string opener)
    {
        var page = await Open(path, "Admin");
        await page.Settled();
        await page.GetByTestId(opener).First.ClickAsync();

        Assert.True(await page.EvaluateAsync<bool>("() => matchMedia('(prefers-reduced-motion: reduce)').matches"));
        Assert.Empty(await page.EvaluateAsync<string[]>(Moving));
    }
}

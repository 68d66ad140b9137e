namespace MosaicAdmin.Tests.Support;

/// <summary>The host that other tests stand on stands itself.</summary>
[Collection(AppCollection.Name)]
public sealed class AppFixtureTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    [Fact]
    public async Task The_app_runs_on_a_port_with_its_static_files()
    {
        using var client = new HttpClient { BaseAddress = App.Address };
        var script = await client.GetStringAsync("/_framework/blazor.web.js", TestContext.Current.CancellationToken);
        var robots = await client.GetStringAsync("/robots.txt", TestContext.Current.CancellationToken);

        Assert.NotEmpty(script);
        Assert.NotEmpty(robots);
        Assert.NotEqual(0, App.Address.Port);
        Assert.True(Directory.EnumerateFileSystemEntries(App.DataRoot).Any());
    }

    [Theory]
    [InlineData("console.error('on purpose')")]
    [InlineData("setTimeout(() => { throw new Error('on purpose') })")]
    public async Task What_a_page_complains_of_is_noted(string script)
    {
        var page = await Open("/robots.txt", role: null);

        await page.EvaluateAsync($"() => {{ {script} }}");

        await Eventually.True(() => Unexpected.Any(e => e.Contains("on purpose", StringComparison.Ordinal)));
        ExpectErrors("on purpose|favicon");
    }
}

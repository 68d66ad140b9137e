using System.Net;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Components;

[Collection(AppCollection.Name)]
public sealed class PreferencesTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Language_and_theme_are_there_at_the_next_first_paint()
    {
        using var client = Client();
        Assert.Contains("<html lang=\"en\" data-theme=\"system\"", await client.GetStringAsync("/login", Stop));

        using var answer = await Post(client, ("culture", "zh-Hant"), ("theme", "dark"), ("returnUrl", "/tasks?state=failed"));

        Assert.Equal((HttpStatusCode.Redirect, "/tasks?state=failed"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Contains("<html lang=\"zh-Hant\" data-theme=\"dark\"", await client.GetStringAsync("/login", Stop));
    }

    [Fact]
    public async Task A_browsers_own_language_counts_until_somebody_chooses()
    {
        using var client = Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-TW,zh;q=0.9,en;q=0.8");

        Assert.Contains("<html lang=\"zh-Hant\"", await client.GetStringAsync("/login", Stop));
    }

    [Theory]
    [InlineData("https://elsewhere.test/")]
    [InlineData("//elsewhere.test/")]
    [InlineData("/\\elsewhere.test/")]
    [InlineData("elsewhere")]
    [InlineData("/\t/elsewhere.test")]
    [InlineData("")]
    public async Task Only_this_host_is_returned_to(string returnUrl)
    {
        using var client = Client();
        using var answer = await Post(client, ("theme", "light"), ("returnUrl", returnUrl));

        Assert.Equal("/", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task What_nobody_knows_is_not_remembered()
    {
        using var client = Client();
        using var answer = await Post(client, ("theme", "neon"), ("culture", "tlh"));

        Assert.Contains("<html lang=\"en\" data-theme=\"system\"", await client.GetStringAsync("/login", Stop));
    }

    [Theory]
    [InlineData("https://elsewhere.test")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Another_sites_form_changes_nothing(string? origin)
    {
        using var client = Client();
        if (origin is not null)
        {
            client.DefaultRequestHeaders.Add("Origin", origin);
        }

        using var answer = await client.PostAsync("/preferences", new FormUrlEncodedContent([new("theme", "dark")]), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_address_without_a_page_says_so_and_still_is_a_404()
    {
        using var client = Client();
        using var answer = await client.GetAsync("/no/such/page", Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no page at this address.", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("/favicon.svg", "image/svg+xml")]
    [InlineData("/logo.svg", "image/svg+xml")]
    [InlineData("/css/app.css", "text/css")]
    [InlineData("/js/ticks.js", "text/javascript")]
    public async Task The_web_root_at_the_top_level_is_served(string path, string type)
    {
        using var client = Client();
        using var answer = await client.GetAsync(path, Stop);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    private HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };

    private static async Task<HttpResponseMessage> Post(HttpClient client, params (string Name, string Value)[] fields)
    {
        client.DefaultRequestHeaders.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return await client.PostAsync("/preferences", new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))), Stop);
    }
}

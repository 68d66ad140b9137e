using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using MosaicAdmin.Demo;
using MosaicAdmin.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace MosaicAdmin.Tests.Demo;

[Collection(AppCollection.Name)]
public sealed class FillDemoTests(AppFixture shared, BrowserFixture browser) : BrowserTest(shared, browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_call_makes_twelve_playable_songs_as_one_batch_and_one_mosaic_follows()
    {
        // A window that outlasts the pause between two songs also on a busy machine.
        await using var app = await AppFixture.Start(("Mosaic:Window", "00:00:06"), ("Mosaic:MaxWait", "00:05:00"));
        using var api = app.Api();
        using var answer = await api.PostAsync("/api/v1/demo", null, Stop);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var id = Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1]);

        var songs = (await app.Get($"/api/v1/playlists/{id}/songs")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(DemoSong.All.Select(s => s.Title), songs.Select(s => s.GetProperty("title").GetString()!));
        Assert.Equal(12, songs.Select(s => s.GetProperty("coverUrl").GetString()).Distinct().Count());
        var audio = await api.GetByteArrayAsync(songs[3].GetProperty("audioUrl").GetString(), Stop);
        Assert.Equal(SHA256.HashData(ComposeSound.Execute(DemoSong.All[3])), SHA256.HashData(audio));

        var made = await app.WaitForMosaic(id);
        var picture = await api.GetByteArrayAsync(made.GetProperty("coverUrl").GetString(), Stop);
        Assert.Equal([0xFF, 0xD8], picture[..2]);
        var tasks = (await app.Get($"/api/v1/tasks?playlist={id}")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal("succeeded", Assert.Single(tasks).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_button_makes_them_and_goes_to_the_playlist()
    {
        var page = await Open("/upload", "Editor");

        await page.GetByTestId("fill-demo").ClickAsync();

        await page.WaitForURLAsync("**/playlists/*", new() { Timeout = 60_000 });
        await Expect(page.GetByTestId("song-row")).ToHaveCountAsync(12);
    }

    [Fact]
    public async Task Outside_Development_there_is_nothing_to_call()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.AddDemo();
        await using var production = builder.Build();
        production.MapDemo();

        Assert.DoesNotContain(builder.Services, s => s.ServiceType == typeof(FillDemo));
        Assert.Empty(((IEndpointRouteBuilder)production).DataSources.SelectMany(s => s.Endpoints));
    }
}

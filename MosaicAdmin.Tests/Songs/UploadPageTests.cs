using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Demo;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

public sealed class UploadPageTests
{
    [Theory]
    [InlineData(null, null, 1)]
    [InlineData("/usr/bin/ffprobe", null, 0)]
    public async Task It_says_when_the_server_cannot_look_into_audio_files(string? ffprobe, string? ffmpeg, int notes)
    {
        await using var context = await UploadContext.Create(tools: new AudioTools(ffprobe, ffmpeg));

        var page = context.Render<UploadPage>();

        Assert.Equal(notes, page.FindAll("[data-testid=tags-missing]").Count);
        Assert.NotNull(page.Find("[data-testid=song-files]"));
    }

    [Fact]
    public async Task The_playlist_in_the_address_is_the_target_and_a_choice_goes_into_the_address()
    {
        await using var context = await UploadContext.Create();
        var (first, second) = (await context.Playlist("First"), await context.Playlist("Second"));
        var navigation = context.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo($"/upload?playlist={first}");

        var page = context.Render<UploadPage>();
        page.WaitForAssertion(() => Assert.Contains("First", page.Find("[data-testid=upload-window]").TextContent, StringComparison.Ordinal));
        await page.Find("[data-testid=upload-playlist]").ChangeAsync(new() { Value = second.ToString() });

        Assert.EndsWith($"/upload?playlist={second}", navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Second", page.Find("[data-testid=upload-window]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_says_what_one_is_looking_at()
    {
        await using var context = await UploadContext.Create();

        var help = context.Render<UploadPage>().Find("[data-testid=page-help-text]");

        Assert.Contains("what has arrived is not sent twice", help.TextContent, StringComparison.Ordinal);
        Assert.Equal("/help#upload", help.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Where_there_is_no_demonstration_its_button_is_not_drawn()
    {
        await using var context = await UploadContext.Create();

        Assert.Equal("", context.Render<FillDemoButton>().Markup.Trim());
    }
}

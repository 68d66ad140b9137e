using Bunit;
using MosaicAdmin.Playlists;
using MosaicAdmin.Songs;

namespace MosaicAdmin.Tests.Songs;

public sealed class UploadWindowTests
{
    [Fact]
    public async Task Before_the_first_song_it_says_that_nothing_waits()
    {
        await using var page = await UploadContext.Create();
        var playlist = await page.Playlist("Quiet");

        var window = page.Render<UploadWindow>(p => p.Add(w => w.PlaylistId, playlist));

        Assert.Contains("No songs yet.", window.Markup, StringComparison.Ordinal);
        Assert.Equal($"/playlists/{playlist}", window.Find("a").GetAttribute("href"));
        Assert.Empty(window.FindAll("svg.ring"));
    }

    [Fact]
    public async Task A_publish_starts_the_countdown_without_reload()
    {
        await using var page = await UploadContext.Create();
        var playlist = await page.Playlist("Busy");
        var window = page.Render<UploadWindow>(p => p.Add(w => w.PlaylistId, playlist));

        await page.Publish(playlist);

        window.WaitForAssertion(() => Assert.Equal("pending", window.Find("[data-testid=upload-window]").GetAttribute("data-state")));
        Assert.Contains("The mosaic comes at", window.Markup, StringComparison.Ordinal);
        Assert.Single(window.FindAll("svg.ring"));
        Assert.Single(window.FindAll("[data-tick=countdown]"));
    }

    [Fact]
    public async Task Another_playlists_news_changes_nothing_and_another_choice_does()
    {
        await using var page = await UploadContext.Create();
        var (shown, other) = (await page.Playlist("Shown"), await page.Playlist("Other"));
        var window = page.Render<UploadWindow>(p => p.Add(w => w.PlaylistId, shown));

        await page.Publish(other);
        Assert.Equal("idle", window.Find("[data-testid=upload-window]").GetAttribute("data-state"));
        window.Render(p => p.Add(w => w.PlaylistId, other));

        window.WaitForAssertion(() => Assert.Equal("pending", window.Find("[data-testid=upload-window]").GetAttribute("data-state")));
        Assert.Contains("Other", window.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_mosaic_is_made_it_says_so()
    {
        await using var page = await UploadContext.Create();
        var playlist = await page.Playlist("Own way", CoverMode.FirstSong);

        var window = page.Render<UploadWindow>(p => p.Add(w => w.PlaylistId, playlist));

        Assert.Contains("no mosaic is made", window.Markup, StringComparison.Ordinal);
    }
}

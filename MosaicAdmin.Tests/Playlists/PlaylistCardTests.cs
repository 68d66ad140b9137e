using Bunit;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Playlists;

public sealed class PlaylistCardTests : TestPage
{
    [Fact]
    public void An_open_window_shows_its_ring_and_what_is_left()
    {
        var card = Card(WhyMosaicTests.Facts(WindowState.Pending, due: 75, latest: 300).Playlist);

        Assert.Equal("pending", card.Find("[data-testid=playlist-card]").GetAttribute("data-state"));
        Assert.NotNull(card.Find("svg.ring"));
        Assert.Equal("1:15", card.Find("[data-tick=countdown]").TextContent);
    }

    [Theory]
    [InlineData(WindowState.Held)]
    [InlineData(WindowState.Failed)]
    [InlineData(WindowState.Running)]
    public void What_needs_a_look_has_a_mark_and_no_ring(WindowState state)
    {
        var card = Card(WhyMosaicTests.Facts(state).Playlist);

        Assert.Equal(state.ToString().ToLowerInvariant(), card.Find(".chip").GetAttribute("data-state"));
        Assert.Empty(card.FindAll("svg.ring"));
    }

    [Fact]
    public void A_quiet_playlist_has_neither()
    {
        var card = Card(WhyMosaicTests.Facts().Playlist);

        Assert.Empty(card.FindAll(".chip, svg.ring, [data-tick]"));
        Assert.Contains("3 songs", card.Markup);
    }

    [Fact]
    public void Without_a_cover_it_has_a_drawing_that_is_the_same_every_time()
    {
        var playlist = WhyMosaicTests.Facts().Playlist;

        Assert.Equal(Card(playlist).Find("svg.cover").OuterHtml, Card(playlist).Find("svg.cover").OuterHtml);
        Assert.Empty(Card(playlist with { CoverUrl = "/media/covers/aa/512.jpg", CoverKind = CoverKind.FirstSong }).FindAll("svg.cover"));
    }

    [Fact]
    public void News_of_other_playlists_does_not_draw_it_again()
    {
        var playlist = WhyMosaicTests.Facts().Playlist;
        var card = Card(playlist);
        var drawn = card.RenderCount;

        card.Render(p => p.Add(c => c.Id, playlist.Id).Add(c => c.Playlist, playlist with { }));
        Assert.Equal(drawn, card.RenderCount);

        card.Render(p => p.Add(c => c.Id, playlist.Id).Add(c => c.Playlist, playlist with { Songs = 4 }));
        Assert.Contains("4 songs", card.Markup);
    }

    [Fact]
    public void Its_picture_is_a_small_one_and_its_place_is_told()
    {
        var playlist = WhyMosaicTests.Facts().Playlist;

        var mosaic = Card(playlist with { CoverUrl = "/media/mosaics/aa.jpg", CoverKind = CoverKind.Mosaic }).Find("img");
        Assert.Equal("/media/small/256/mosaics/aa.jpg 256w, /media/small/512/mosaics/aa.jpg 512w", mosaic.GetAttribute("srcset"));
        var cover = Card(playlist with { CoverUrl = "/media/covers/aa/512.jpg", CoverKind = CoverKind.FirstSong }).Find("img");
        Assert.StartsWith("/media/small/256/covers/aa/512.jpg 256w", cover.GetAttribute("srcset"));

        var third = Render<PlaylistCard>(p => p.Add(c => c.Id, playlist.Id).Add(c => c.Playlist, playlist).Add(c => c.Index, 2).Add(c => c.Count, 9)).Find("[role=listitem]");
        Assert.Equal(("3", "9"), (third.GetAttribute("aria-posinset"), third.GetAttribute("aria-setsize")));
    }

    [Fact]
    public void What_is_gone_keeps_its_place_and_leads_nowhere()
    {
        var gone = Render<PlaylistCard>(p => p.Add(c => c.Id, Guid.NewGuid()).Add(c => c.Playlist, null)).Find("[data-testid=playlist-card]");

        Assert.Equal("gone", gone.GetAttribute("data-state"));
        Assert.Contains("No longer there", gone.TextContent);
        Assert.Empty(gone.QuerySelectorAll("a"));
    }

    private IRenderedComponent<PlaylistCard> Card(PlaylistView playlist) => Render<PlaylistCard>(p => p.Add(c => c.Id, playlist.Id).Add(c => c.Playlist, playlist));
}

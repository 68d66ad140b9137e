using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Identity;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Mosaics;

public sealed class CoverStageTests : TestPage
{
    private static readonly Guid[] Songs = [.. Enumerable.Range(0, 6).Select(_ => Guid.NewGuid())];
    private static readonly MosaicView First = Mosaic(30, false, 0, 1, 2, 3);
    private static readonly MosaicView Second = Mosaic(20, true, 1, 2, 4, 5);
    private static readonly MosaicView Third = Mosaic(10, false, 4);

    public CoverStageTests()
    {
        SignIn(Roles.Editor);
        Services.AddScoped(_ => (PreviewMosaic)RuntimeHelpers.GetUninitializedObject(typeof(PreviewMosaic)));
        Services.AddScoped(_ => (RollBackMosaic)RuntimeHelpers.GetUninitializedObject(typeof(RollBackMosaic)));
    }

    [Fact]
    public void Each_tile_is_a_link_to_its_song_and_that_of_a_removed_song_says_so()
    {
        var stage = Stage([Second, First]);

        Assert.Equal(["Song 1", "Song 2", "Song 4"], stage.FindAll("[data-testid=tile]").Select(a => a.TextContent));
        Assert.EndsWith($"#song-{Songs[1]}", stage.Find("[data-testid=tile]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("A song that was removed", stage.Find("[data-testid=tile-gone]").TextContent);
        Assert.Equal("4", stage.Find("[data-testid=mosaic-image]").GetAttribute("data-revision"));
    }

    [Fact]
    public void A_first_mosaic_has_nothing_to_be_compared_with()
    {
        var stage = Stage([Second]);

        Assert.Equal([false, true, true], stage.FindAll(".segment").Select(b => b.HasAttribute("disabled")));
        Assert.Empty(stage.FindAll("[data-testid=compare-with]"));
    }

    [Fact]
    public async Task By_default_it_is_laid_beside_the_one_before_it_and_the_list_says_in_words_what_became_of_which_song()
    {
        var stage = Stage([Third, Second, First]);
        await stage.Find("[data-testid=view-tiles]").ClickAsync();

        Assert.Equal(["other-image", "mosaic-image"], Pictures(stage));
        Assert.Equal("2 came2 went2 moved", stage.Find("[data-testid=tile-changes] [data-testid=fates]").TextContent);
        Assert.Equal(
            ["Came row 2, column 1 Song 4", "Came row 2, column 2 A song that was removed", "Went row 1, column 1 Song 0", "Went row 2, column 2 Song 3",
                "Moved from row 1, column 2 to row 1, column 1 Song 1", "Moved from row 2, column 1 to row 1, column 2 Song 2"],
            stage.FindAll("[data-testid=tile-change]").Select(li => $"{li.QuerySelector(".change-fate")!.TextContent} {li.QuerySelector(".change-song")!.TextContent}"));
        Assert.Single(stage.FindAll(".compare-side:last-child a[data-testid=tile][href$='" + Songs[2] + "']"));
    }

    [Fact]
    public async Task One_made_after_the_one_shown_stands_behind_it()
    {
        var stage = Stage([Third, Second, First]);
        await stage.Find("[data-testid=view-slider]").ClickAsync();
        await stage.Find("[data-testid=compare-with]").ChangeAsync(Third.Id.ToString());

        // In the slider the later picture lies below.
        Assert.Equal(["other-image", "mosaic-image"], Pictures(stage));
        Assert.Equal(Third.Url, stage.Find(".compare-stack > .cover").GetAttribute("src"));
        var range = stage.Find("input[type=range]");
        Assert.Equal(("How much of the earlier picture is seen", "50 % of the earlier picture"), (range.GetAttribute("aria-label"), range.GetAttribute("aria-valuetext")));
    }

    [Theory]
    [InlineData(CoverMode.FirstSong, CoverKind.FirstSong)]
    [InlineData(CoverMode.Own, CoverKind.Own)]
    public void Where_no_mosaic_is_shown_there_is_the_cover_and_no_more(CoverMode mode, CoverKind kind)
    {
        var stage = Stage([Second with { Shown = false }, First], View(kind) with { CoverMode = mode }, shown: null);

        Assert.Single(stage.FindAll("[data-testid=cover-image]"));
        Assert.Empty(stage.FindAll(".compare-bar, [data-testid=tile]"));
    }

    [Fact]
    public void Only_who_may_edit_drops_a_picture_on_it()
    {
        Assert.Equal("own-cover", Stage([Second]).Find(".stage").GetAttribute("data-drop"));
        Assert.False(Stage([Second], canEdit: false).Find(".stage").HasAttribute("data-drop"));
    }

    [Fact]
    public void The_history_offers_each_other_mosaic_to_editors_and_says_what_changed_with_it()
    {
        var history = History([Second, First], canEdit: true);
        var (now, before) = (history.FindAll("[data-testid=mosaic-row]")[0], history.FindAll("[data-testid=mosaic-row]")[1]);

        Assert.Equal("true", now.GetAttribute("aria-current"));
        Assert.Contains("shown now", now.TextContent, StringComparison.Ordinal);
        Assert.Empty(now.QuerySelectorAll("[data-testid=roll-back]"));
        Assert.Single(before.QuerySelectorAll("[data-testid=roll-back]"));
        Assert.Contains("the first that is kept", before.TextContent, StringComparison.Ordinal);
        Assert.Empty(History([Second, First], canEdit: false).FindAll("[data-testid=roll-back]"));
        Assert.Empty(history.FindAll("[data-testid=history-more]"));
        Assert.Single(History([Second, First], canEdit: true, next: First.Id).FindAll("[data-testid=history-more]"));
        Assert.Contains("Each mosaic that was made is kept here.", History([], canEdit: true).Markup, StringComparison.Ordinal);
    }

    private static string?[] Pictures(IRenderedComponent<CoverStage> stage) => [.. stage.FindAll("img.cover").Select(i => i.GetAttribute("data-testid"))];

    private static MosaicView Mosaic(int minutesAgo, bool shown, params int[] songs) => new(
        Guid.NewGuid(), 60 - minutesAgo, Noon.AddMinutes(-minutesAgo), Guid.NewGuid(), $"/media/mosaics/{minutesAgo:00}.jpg", shown,
        new Layout(songs.Length == 1 ? 1 : 2, [.. songs.Select(s => new Tile(Songs[s], $"cover {s}"))]), ["ann"], null);

    private static PlaylistView View(CoverKind kind = CoverKind.Mosaic) => new(
        Guid.CreateVersion7(), "Road trip", 5, 4, 4, CoverMode.Mosaic, kind, Second.Url, WindowState.Idle, null, null, null, 0);

    private IRenderedComponent<CoverStage> Stage(MosaicView[] mosaics, PlaylistView? playlist = null, bool canEdit = true, MosaicView? shown = null) =>
        Render<CoverStage>(p => p
            .Add(s => s.Playlist, playlist ?? View())
            .Add(s => s.Mosaics, new MosaicPage(mosaics, Next: null, playlist is null ? Second : shown))
            .Add(s => s.Covers, new CoversNow(null, "", Enumerable.Range(0, 5).ToDictionary(i => Songs[i], i => $"Song {i}")))
            .Add(s => s.CanEdit, canEdit));

    private IRenderedComponent<MosaicHistory> History(MosaicView[] mosaics, bool canEdit, Guid? next = null) =>
        Render<MosaicHistory>(p => p
            .Add(h => h.Playlist, View())
            .Add(h => h.Mosaics, new MosaicPage(mosaics, next, Second))
            .Add(h => h.CanEdit, canEdit));
}

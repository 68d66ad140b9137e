using Bunit;
using MosaicAdmin.Playlists;
using MosaicAdmin.Songs;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Playlists;

public sealed class SongListTests : TestPage
{
    private readonly Song[] _songs = [.. Enumerable.Range(1, 3).Select(n => new Song
    {
        PlaylistId = Guid.NewGuid(), Title = $"Song {n}", Artist = "Ann", Position = n, AddedBy = "ann", AudioHash = n == 3 ? null : "aa", DurationMs = 65_000,
    })];

    [Fact]
    public async Task Moving_up_asks_for_the_new_order_and_says_it()
    {
        IReadOnlyList<Guid>? order = null;
        var list = List(p => p.Add(l => l.OnArrange, asked => order = asked));

        await list.FindAll("[data-testid=song-up]")[1].ClickAsync();

        Assert.Equal([_songs[1].Id, _songs[0].Id, _songs[2].Id], order);
        Assert.Equal("Song 2 is now number 1.", list.Find("[role=status]").TextContent);
    }

    [Fact]
    public void The_ends_move_no_further()
    {
        var list = List();

        Assert.Equal([true, false, false], list.FindAll("[data-testid=song-up]").Select(b => b.HasAttribute("disabled")));
        Assert.Equal([false, false, true], list.FindAll("[data-testid=song-down]").Select(b => b.HasAttribute("disabled")));
    }

    [Fact]
    public async Task Tags_are_edited_in_their_row()
    {
        SongTags? saved = null;
        var list = List(p => p.Add(l => l.OnEdit, tags => saved = tags));
        await list.FindAll("[data-testid=song-edit]")[1].ClickAsync();

        await list.Find("[data-testid=song-title]").InputAsync("  New title ");
        await list.Find("[data-testid=song-artist]").InputAsync(" ");
        await list.Find("form").SubmitAsync();

        Assert.Equal(new SongTags(_songs[1].Id, "New title", null, null), saved);
        Assert.Empty(list.FindAll("[data-testid=song-title]"));
    }

    [Fact]
    public async Task A_song_keeps_its_title()
    {
        SongTags? saved = null;
        var list = List(p => p.Add(l => l.OnEdit, tags => saved = tags));
        await list.FindAll("[data-testid=song-edit]")[0].ClickAsync();

        await list.Find("[data-testid=song-title]").InputAsync(" ");
        Assert.True(list.Find("[data-testid=song-save]").HasAttribute("disabled"));
        await list.Find("form").SubmitAsync();
        Assert.Null(saved);

        await list.Find("form").KeyDownAsync(Key.Escape);
        Assert.Empty(list.FindAll("form"));
        Assert.Contains("Song 1", list.Markup);
    }

    [Fact]
    public async Task One_song_plays_at_a_time()
    {
        var list = List();
        Assert.Equal(2, list.FindAll("[data-testid=song-play]").Count);

        await list.FindAll("[data-testid=song-play]")[0].ClickAsync();
        await list.FindAll("[data-testid=song-play]")[1].ClickAsync();

        Assert.Equal($"/media/songs/{_songs[1].Id}/audio", list.Find("audio").GetAttribute("src"));
        Assert.Equal(["false", "true"], list.FindAll("[data-testid=song-play]").Select(b => b.GetAttribute("aria-pressed")));

        await list.FindAll("[data-testid=song-play]")[1].ClickAsync();
        Assert.Empty(list.FindAll("audio"));
    }

    [Fact]
    public void Whoever_only_looks_may_play_and_nothing_else()
    {
        var list = List(canEdit: false);

        Assert.Equal(3, list.FindAll("[data-testid=song-row]").Count);
        Assert.Equal(["song-play", "song-play"], list.FindAll("button").Select(b => b.GetAttribute("data-testid")));
    }

    [Theory]
    [InlineData("missing", "Left out of the mosaic: its cover is no longer kept.")]
    [InlineData("unreadable", "Left out of the mosaic: its cover cannot be read.")]
    public void A_song_whose_cover_was_left_out_says_why_and_takes_another(string problem, string sentence)
    {
        _songs[1].CoverProblem = problem;

        var row = List().FindAll("[data-testid=song-row]")[1];
        Assert.Contains(sentence, Assert.Single(List().FindAll("[data-testid=cover-problem]")).TextContent);
        Assert.Equal("Replace the cover of Song 2", row.QuerySelector("[data-testid=replace-cover]")!.GetAttribute("aria-label"));
        Assert.Empty(List(canEdit: false).FindAll("[data-testid=replace-cover]"));
    }

    [Fact]
    public void An_empty_list_offers_the_next_step_to_whoever_may_take_it()
    {
        var editor = Render<SongList>(p => p.Add(l => l.Songs, []).Add(l => l.CanEdit, true).Add(l => l.UploadHref, "/upload?playlist=1"));
        Assert.Equal("/upload?playlist=1", editor.Find("a").GetAttribute("href"));

        Assert.Empty(Render<SongList>(p => p.Add(l => l.Songs, [])).FindAll("a, button"));
    }

    private IRenderedComponent<SongList> List(Action<ComponentParameterCollectionBuilder<SongList>>? more = null, bool canEdit = true) => Render<SongList>(p =>
    {
        p.Add(l => l.Songs, _songs).Add(l => l.CanEdit, canEdit);
        more?.Invoke(p);
    });
}

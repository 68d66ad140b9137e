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

    private readonly List<SongMove> _moves = [];

    [Theory]
    [InlineData(1, "song-up", 1, "2 1 3")]
    [InlineData(1, "song-down", 3, "1 3 2")]
    [InlineData(2, "song-top", 1, "3 1 2")]
    [InlineData(0, "song-bottom", 3, "2 3 1")]
    public async Task The_menu_moves_its_song_and_says_where_it_is(int row, string act, int place, string order)
    {
        var list = List();
        await list.FindAll("[data-testid=song-more]")[row].ClickAsync();
        await list.Find($"[data-testid={act}]").ClickAsync();

        Assert.Equal(order, Order(Assert.Single(_moves)));
        Assert.Contains($"Song {row + 1} is now number {place}.", list.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task A_song_is_moved_to_a_number()
    {
        var list = List();
        await list.FindAll("[data-testid=song-more]")[2].ClickAsync();
        Assert.Equal("3", list.Find("[data-testid=song-place]").GetAttribute("value"));

        await list.Find("[data-testid=song-place]").InputAsync("2");
        await list.Find("[data-testid=song-place-go]").ClickAsync();

        Assert.Equal("1 3 2", Order(Assert.Single(_moves)));
    }

    [Fact]
    public async Task The_ends_move_no_further()
    {
        var list = List();
        await list.FindAll("[data-testid=song-more]")[0].ClickAsync();
        Assert.Equal([true, false, true, false], Off(list));
        await list.FindAll("[data-testid=song-more]")[2].ClickAsync();
        Assert.Equal([false, true, false, true], Off(list));

        var moves = list.FindComponent<SongMoves>().Instance;
        await list.InvokeAsync(() => moves.Step(_songs[0].Id, -1));
        await list.InvokeAsync(() => moves.Step(_songs[2].Id, 1));
        Assert.Empty(_moves);
    }

    [Fact]
    public async Task Keys_and_letting_go_ask_for_the_same_moves()
    {
        var list = List();
        var moves = list.FindComponent<SongMoves>().Instance;

        await list.InvokeAsync(() => moves.Step(_songs[2].Id, -1));
        await list.InvokeAsync(moves.Grab);
        await list.InvokeAsync(() => moves.Place(_songs[0].Id, _songs[1].Id));
        await list.InvokeAsync(() => moves.Place(_songs[2].Id, null));

        Assert.Equal(["1 3 2", "2 1 3", "3 1 2"], _moves.Select(Order));
    }

    [Fact]
    public async Task Tags_are_edited_in_their_row()
    {
        SongTags? saved = null;
        var list = List(p => p.Add(l => l.OnEdit, tags => Kept(saved = tags)));
        await list.FindAll("[data-testid=song-name]")[1].ClickAsync();

        await list.Find("[data-testid=song-title]").InputAsync("  New title ");
        await list.Find("[data-testid=song-artist]").InputAsync(" ");
        await list.Find("form").SubmitAsync();

        Assert.Equal(new SongTags(_songs[1].Id, "New title", null, null), saved);
        Assert.Empty(list.FindAll("[data-testid=song-title]"));
    }

    [Fact]
    public async Task What_is_refused_stays_as_it_was_typed_with_the_reason_beside_it()
    {
        var list = List(p => p.Add(l => l.OnEdit, _ => Task.FromResult<string?>("Your role does not allow this.")));
        await list.FindAll("[data-testid=song-name]")[0].ClickAsync();

        await list.Find("[data-testid=song-title]").InputAsync("Typed");
        await list.Find("form").SubmitAsync();

        Assert.Equal("Typed", list.Find("[data-testid=song-title]").GetAttribute("value"));
        Assert.Equal("Your role does not allow this.", list.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task A_song_keeps_its_title()
    {
        SongTags? saved = null;
        var list = List(p => p.Add(l => l.OnEdit, tags => Kept(saved = tags)));
        await list.FindAll("[data-testid=song-name]")[0].ClickAsync();

        await list.Find("[data-testid=song-title]").InputAsync(" ");
        await list.Find("form").SubmitAsync();
        Assert.Null(saved);
        Assert.Equal("A song needs a title.", list.Find("[role=alert]").TextContent);

        await list.Find("form").KeyDownAsync(Key.Escape);
        Assert.Empty(list.FindAll("form"));
        Assert.Contains("Song 1", list.Markup);
    }

    [Fact]
    public async Task One_song_plays_at_a_time_and_the_next_one_follows_to_the_last()
    {
        var list = List();
        Assert.Equal(2, list.FindAll("[data-testid=song-play]").Count);

        await list.FindAll("[data-testid=song-play]")[0].ClickAsync();
        Assert.Equal($"/media/songs/{_songs[0].Id}/audio", list.Find("audio").GetAttribute("src"));
        Assert.True(list.Find("[data-testid=player-previous]").HasAttribute("disabled"));

        var player = list.FindComponent<SongPlayer>();
        await list.InvokeAsync(player.Instance.Ended);
        Assert.Equal($"/media/songs/{_songs[1].Id}/audio", list.Find("audio").GetAttribute("src"));
        Assert.Equal(["Play Song 1", "Pause Song 2"], list.FindAll("[data-testid=song-play]").Select(b => b.GetAttribute("aria-label")));
        Assert.True(list.Find("[data-testid=player-next]").HasAttribute("disabled"));

        await list.InvokeAsync(() => player.Instance.Sounds(false));
        Assert.Equal(["Play Song 1", "Play Song 2"], list.FindAll("[data-testid=song-play]").Select(b => b.GetAttribute("aria-label")));

        await list.InvokeAsync(player.Instance.Ended);
        Assert.Empty(list.FindAll("audio"));
    }

    [Fact]
    public async Task What_cannot_be_played_says_so()
    {
        var list = List();
        await list.FindAll("[data-testid=song-play]")[0].ClickAsync();

        await list.InvokeAsync(list.FindComponent<SongPlayer>().Instance.Failed);

        Assert.Equal("This song cannot be played here.", list.Find(".player-failed").TextContent);
    }

    [Fact]
    public void Whoever_only_looks_may_play_and_nothing_else()
    {
        var list = List(canEdit: false);

        Assert.Equal(3, list.FindAll("[data-testid=song-row]").Count);
        Assert.Equal(["song-play", "song-play"], list.FindAll("button, input").Select(b => b.GetAttribute("data-testid")));
    }

    [Theory]
    [InlineData("missing", "Left out of the mosaic: its cover is no longer kept.")]
    [InlineData("unreadable", "Left out of the mosaic: its cover cannot be read.")]
    public void A_song_whose_cover_was_left_out_says_why_and_takes_another(string problem, string sentence)
    {
        _songs[1].CoverProblem = problem;

        var row = List().FindAll("[data-testid=song-row]")[1];
        Assert.Contains(sentence, Assert.Single(List().FindAll("[data-testid=cover-problem]")).TextContent);
        var field = row.QuerySelector("[data-testid=replace-cover]")!;
        Assert.Equal("Replace the cover of Song 2", field.GetAttribute("aria-label"));
        Assert.Equal(field.Id, row.QuerySelector(".song-problem label")!.GetAttribute("for"));
        Assert.Empty(List(canEdit: false).FindAll("[data-testid=replace-cover], .song-problem label"));
    }

    [Fact]
    public void News_of_one_song_draws_that_row_alone()
    {
        var list = List();
        var rows = list.FindComponents<SongRow>().Select(r => (Row: r, Drawn: r.RenderCount)).ToList();

        _songs[1].Title = "Renamed";
        list.Render(p => p.Add(l => l.Songs, Views()));

        Assert.Equal([0, 1, 0], rows.Select(r => r.Row.RenderCount - r.Drawn));
        Assert.Contains("Renamed", list.Markup);
    }

    [Fact]
    public void An_empty_list_offers_the_next_step_to_whoever_may_take_it()
    {
        var editor = Render<SongList>(p => p.Add(l => l.Songs, []).Add(l => l.CanEdit, true).Add(l => l.UploadHref, "/upload?playlist=1"));
        Assert.Equal("/upload?playlist=1", editor.Find("a").GetAttribute("href"));

        Assert.Empty(Render<SongList>(p => p.Add(l => l.Songs, [])).FindAll("a, button"));
    }

    private static Task<string?> Kept(SongTags tags) => Task.FromResult<string?>(tags.Title.Length > 0 ? null : "");

    private static IEnumerable<bool> Off(IRenderedComponent<SongList> list) =>
        new[] { "song-up", "song-down", "song-top", "song-bottom" }.Select(act => list.Find($"[data-testid={act}]").HasAttribute("disabled"));

    private string Order(SongMove move) => string.Join(' ', move.Of([.. _songs.Select(s => s.Id)]).Select(id => Array.FindIndex(_songs, s => s.Id == id) + 1));

    private IReadOnlyList<SongView> Views() => [.. _songs.Select(SongView.Of)];

    private IRenderedComponent<SongList> List(Action<ComponentParameterCollectionBuilder<SongList>>? more = null, bool canEdit = true) => Render<SongList>(p =>
    {
        p.Add(l => l.Songs, Views()).Add(l => l.CanEdit, canEdit).Add(l => l.OnMove, _moves.Add);
        more?.Invoke(p);
    });
}

using System.Globalization;
using FsCheck.Xunit;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Playlists;

public sealed class WallOrderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly WallEntry _quiet = Entry("Quiet", 1);
    private readonly WallEntry _older = Entry("older", 9);
    private readonly WallEntry _failed = Entry("Failed", 5, WindowState.Failed);
    private readonly WallEntry _held = Entry("Été held", 4, WindowState.Held);
    private readonly WallEntry _soon = Entry("Soon", 7, WindowState.Pending, due: 1);
    private readonly WallEntry _later = Entry("Later", 6, WindowState.Retrying, due: 20);
    private readonly WallEntry _running = Entry("Running", 8, WindowState.Running);

    private WallEntry[] All => [_later, _older, _running, _quiet, _held, _soon, _failed];

    [Fact]
    public void Each_order_is_what_it_is_called()
    {
        Assert.Equal(["Quiet", "Été held", "Failed", "Later", "Soon", "Running", "older"], Names(WallSort.Changed));
        Assert.Equal(["Été held", "Failed", "Later", "older", "Quiet", "Running", "Soon"], Names(WallSort.Name));
        Assert.Equal(["Running", "Soon", "Later", "Quiet", "Été held", "Failed", "older"], Names(WallSort.Due));
        Assert.Equal(["Failed", "Été held", "Later", "Quiet", "Soon", "Running", "older"], Names(WallSort.Look));
    }

    [Fact]
    public void What_is_on_its_way_and_what_needs_a_look_can_be_shown_alone()
    {
        Assert.Equal([_later, _running, _soon], WallOrder.Shown(All, WallShow.Waiting));
        Assert.Equal([_later, _held, _failed], WallOrder.Shown(All, WallShow.Look));
        Assert.Equal(All, WallOrder.Shown(All, WallShow.All));
    }

    [Theory]
    [InlineData("ETE", "Été held")]
    [InlineData(" older ", "older")]
    [InlineData("ｓｏｏｎ", "Soon")]
    [InlineData("nothing", null)]
    public void A_name_is_found_whatever_its_case_accents_or_width(string search, string? name) =>
        Assert.Equal(name, WallOrder.Found(All, search, CultureInfo.InvariantCulture).SingleOrDefault()?.Name);

    [Fact]
    public void Nothing_asked_finds_all() => Assert.Equal(All, WallOrder.Found(All, "  ", CultureInfo.InvariantCulture));

    [Fact]
    public void What_came_went_or_moved_is_counted_as_few_as_possible()
    {
        var ids = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToList();

        Assert.Equal(0, OrderChanges.Count(ids, ids));
        Assert.Equal(1, OrderChanges.Count(ids, [ids[5], .. ids[..5]]));
        Assert.Equal(2, OrderChanges.Count(ids, [Guid.NewGuid(), .. ids[1..]]));
        Assert.Equal(5, OrderChanges.Count(ids, [.. ids.AsEnumerable().Reverse()]));
    }

    [Property]
    public bool Moving_some_counts_no_more_than_those(byte length, ushort[] moved)
    {
        var ids = Enumerable.Range(0, length % 40 + 1).Select(_ => Guid.NewGuid()).ToList();
        var now = ids.ToList();
        foreach (var move in moved)
        {
            var id = ids[move % ids.Count];
            now.Remove(id);
            now.Insert(move / ids.Count % ids.Count, id);
        }

        var counted = OrderChanges.Count(ids, now);
        return counted <= moved.Select(m => m % ids.Count).Distinct().Count() && (counted > 0) == !ids.SequenceEqual(now);
    }

    [Fact]
    public void News_is_gathered_until_it_is_read_and_what_was_missed_is_everything()
    {
        var (changed, id) = (new ChangedPlaylists(), Guid.NewGuid());
        Assert.Null(changed.Take());

        Assert.True(changed.Note(id));
        Assert.True(changed.Note(id));
        Assert.False(changed.Note(null));
        Assert.Equal([id], changed.Take());
        Assert.Equal([], changed.Take());

        changed.Note(id);
        changed.Note(null, missed: true);
        Assert.Null(changed.Take());
    }

    [Fact]
    public void While_somebody_uses_the_wall_nothing_moves_until_they_ask()
    {
        var (wall, invariant) = (new ShownPlaylists(), CultureInfo.InvariantCulture);
        void Arrange() => wall.Arrange(null, WallShow.All, WallSort.Changed, invariant);
        wall.Take(null, [_quiet, _failed, _older]);
        Arrange();
        Assert.Equal([_quiet.Id, _failed.Id, _older.Id], wall.Ids);

        wall.Busy = true;
        wall.Take([_older.Id, _failed.Id], [_older with { ChangedAt = Noon }]);
        Arrange();
        Assert.Equal([_quiet.Id, _failed.Id, _older.Id], wall.Ids);
        Assert.Equal((2, 2), (wall.Behind, wall.Total));
        Assert.Equal(0, wall.Counts[WallShow.Look]);

        // Pointing elsewhere, perhaps at the button that asks, is not asking.
        wall.Busy = false;
        Arrange();
        Assert.Equal(2, wall.Behind);
        wall.SortAgain();
        Assert.Equal([_older.Id, _quiet.Id], wall.Ids);
        Assert.Equal(0, wall.Behind);

        wall.Take([_soon.Id], [_soon with { ChangedAt = Noon.AddHours(1) }]);
        Arrange();
        Assert.Equal(_soon.Id, wall.Ids[0]);
    }

    private string[] Names(WallSort sort)
    {
        var names = All.ToDictionary(e => e.Id, e => e.Name);
        return [.. WallOrder.Sorted(All, sort, CultureInfo.GetCultureInfo("en")).Select(id => names[id])];
    }

    private static WallEntry Entry(string name, int age, WindowState state = WindowState.Idle, int? due = null) =>
        new(Guid.CreateVersion7(), name, Noon.AddMinutes(-age), state, due is { } d ? Noon.AddMinutes(d) : null);
}

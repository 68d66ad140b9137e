using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MosaicAdmin.Mosaics;

namespace MosaicAdmin.Tests.Mosaics;

public sealed class CompareTilesTests
{
    [Property(MaxTest = 500)]
    public void Taking_out_what_went_and_moved_and_putting_in_what_came_and_moved_gives_the_after(byte[] covers, byte[] others)
    {
        var (before, after) = (Of(covers), Of(others));
        var changes = CompareTiles.Execute(before, after);

        // In the rows and columns both grids have: what stayed is where it was.
        var grid = before.Tiles.Select((tile, at) => (tile, at)).ToDictionary(t => CompareTiles.Place(t.at, before), t => t.tile.CoverHash);
        foreach (var change in changes.Where(c => c.Fate is TileFate.Went or TileFate.Moved))
        {
            Assert.True(grid.Remove(CompareTiles.Place(change.From!.Value, before)));
        }

        foreach (var change in changes.Where(c => c.Fate is TileFate.Came or TileFate.Moved))
        {
            Assert.True(grid.TryAdd(CompareTiles.Place(change.To!.Value, after), change.Tile.CoverHash));
        }

        Assert.Equal(after.Tiles.Select((tile, at) => (CompareTiles.Place(at, after), tile.CoverHash)).Order(), grid.Select(g => (g.Key, g.Value)).Order());
    }

    [Property(MaxTest = 300)]
    public void Looked_at_the_other_way_round_came_is_went_and_the_rest_is_turned(byte[] covers, byte[] others)
    {
        var (before, after) = (Of(covers), Of(others));

        Assert.Equal(
            CompareTiles.Execute(before, after).Select(c => (Turned(c.Fate), c.Tile.CoverHash, c.To, c.From)).Order(),
            CompareTiles.Execute(after, before).Select(c => (c.Fate, c.Tile.CoverHash, c.From, c.To)).Order());
    }

    [Property]
    public void Nothing_changes_between_equal_mosaics_whoever_brought_the_covers(byte[] covers) =>
        Assert.All(CompareTiles.Execute(Of(covers), Of(covers)), c => Assert.Equal((TileFate.Stayed, c.To), (c.Fate, c.From)));

    [Fact]
    public void A_song_put_first_moves_the_others_and_pushes_one_out()
    {
        var changes = CompareTiles.Execute(Grid(2, "a", "b", "c", "d"), Grid(2, "x", "a", "b", "c"));

        Assert.Equal(
            [(TileFate.Came, "x", null, 0), (TileFate.Moved, "a", 0, 1), (TileFate.Moved, "b", 1, 2), (TileFate.Moved, "c", 2, 3), (TileFate.Went, "d", 3, null)],
            changes.Select(c => (c.Fate, c.Tile.CoverHash, c.From, c.To)));
    }

    [Fact]
    public void In_another_grid_the_same_number_is_another_place()
    {
        var changes = CompareTiles.Execute(Grid(2, "a", "b", "c", "d"), Grid(3, "a", "b", "c", "d", "e", "f", "g", "h", "i"));

        Assert.Equal([TileFate.Stayed, TileFate.Stayed, TileFate.Moved, TileFate.Moved], changes.Take(4).Select(c => c.Fate));
    }

    [Fact]
    public void Against_nothing_all_came() =>
        Assert.All(CompareTiles.Execute(new Layout(0, []), Grid(1, "a")), c => Assert.Equal((TileFate.Came, 0), (c.Fate, c.To)));

    private static TileFate Turned(TileFate fate) => fate switch { TileFate.Came => TileFate.Went, TileFate.Went => TileFate.Came, _ => fate };

    private static Layout Of(byte[] covers) =>
        ChooseTiles.Execute(covers.Select(c => (Guid.NewGuid(), (string?)$"{c % 12}"))) ?? new Layout(1, []);

    private static Layout Grid(int columns, params string[] covers) => new(columns, [.. covers.Select(c => new Tile(Guid.NewGuid(), c))]);
}

namespace MosaicAdmin.Mosaics;

/// <summary>What became of a cover between two mosaics.</summary>
public enum TileFate
{
    /// <summary>It is where it was.</summary>
    Stayed,

    /// <summary>It is in both, at another row or column.</summary>
    Moved,

    /// <summary>It is only in the later one.</summary>
    Came,

    /// <summary>It is only in the earlier one.</summary>
    Went,
}

/// <summary>One cover in two mosaics.</summary>
/// <param name="Tile">As the later one has it, or the earlier one where it went.</param>
/// <param name="From">Its place in the earlier one, row by row from 0; null where it came.</param>
/// <param name="To">Its place in the later one; null where it went.</param>
public sealed record TileChange(TileFate Fate, Tile Tile, int? From, int? To);

/// <summary>Says which covers came, went and moved. A cover is the same whoever brought it: only pictures can be seen.</summary>
public static class CompareTiles
{
    /// <summary>The later one's tiles in their order, then those that went.</summary>
    public static IReadOnlyList<TileChange> Execute(Layout before, Layout after)
    {
        var left = before.Tiles.Select((tile, at) => (tile, at)).GroupBy(t => t.tile.CoverHash).ToDictionary(g => g.Key, g => new Queue<int>(g.Select(t => t.at)));
        var changes = new List<TileChange>();
        foreach (var (tile, to) in after.Tiles.Select((tile, at) => (tile, at)))
        {
            int? from = left.TryGetValue(tile.CoverHash, out var places) && places.TryDequeue(out var place) ? place : null;
            var fate = from is not { } was ? TileFate.Came : Place(was, before) == Place(to, after) ? TileFate.Stayed : TileFate.Moved;
            changes.Add(new TileChange(fate, tile, from, to));
        }

        changes.AddRange(left.Values.SelectMany(places => places).Order().Select(from => new TileChange(TileFate.Went, before.Tiles[from], from, To: null)));
        return changes;
    }

    /// <summary>Row and column from 0.</summary>
    public static (int Row, int Column) Place(int at, Layout layout) => Math.DivRem(at, layout.Columns);
}

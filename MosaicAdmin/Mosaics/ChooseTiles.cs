namespace MosaicAdmin.Mosaics;

/// <summary>Which covers a playlist's mosaic shows, and where. The same songs in the same order always give the same answer.</summary>
public static class ChooseTiles
{
    /// <summary>
    /// Nine distinct covers make 3×3, four make 2×2, fewer leave the first cover alone; a cover counts where its first song stands.
    /// Null when no song has a cover.
    /// </summary>
    /// <param name="songs">The playlist's songs in order; a song without a cover has a null hash.</param>
    public static Layout? Execute(IEnumerable<(Guid SongId, string? CoverHash)> songs)
    {
        var tiles = songs
            .Where(song => song.CoverHash is not null)
            .Select(song => new Tile(song.SongId, song.CoverHash!))
            .DistinctBy(tile => tile.CoverHash)
            .Take(9)
            .ToList();
        var columns = tiles.Count switch { 0 => 0, < 4 => 1, < 9 => 2, _ => 3 };
        return columns == 0 ? null : new Layout(columns, tiles[..(columns * columns)]);
    }
}

/// <summary>The squares of a mosaic, row by row from the top left.</summary>
/// <param name="Columns">Tiles per side: 1, 2 or 3.</param>
public sealed record Layout(int Columns, IReadOnlyList<Tile> Tiles);

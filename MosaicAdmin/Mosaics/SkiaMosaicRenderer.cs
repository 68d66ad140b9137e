namespace MosaicAdmin.Mosaics;

/// <summary>Draws kept tiles into a square. Knows pictures, and nothing of songs, storage or time: the same tiles give the same bytes.</summary>
public static class SkiaMosaicRenderer
{
    /// <summary>Raise it whenever the same tiles would give other bytes, or mosaics that look right will not be made again.</summary>
    public const int Version = 1;

    /// <summary>The mosaic as JPEG.</summary>
    /// <param name="tiles">Columns × columns tiles, row by row.</param>
    /// <param name="size">Side of the mosaic in pixels.</param>
    /// <exception cref="UnreadableTileException">A tile is not a picture; it names the tile, so that the mosaic can be made without it.</exception>
    public static byte[] Render(IReadOnlyList<TilePicture> tiles, int columns, int size, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{tiles}{columns}{size}{cancellationToken}");
}

/// <summary>A kept tile's bytes under the hash that names them.</summary>
public sealed record TilePicture(string CoverHash, byte[] Png);

/// <summary>A kept tile that cannot be decoded.</summary>
public sealed class UnreadableTileException(string coverHash) : Exception($"Tile {coverHash} cannot be decoded.")
{
    public string CoverHash { get; } = coverHash;
}

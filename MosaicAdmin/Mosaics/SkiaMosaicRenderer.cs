using System.Diagnostics;
using MosaicAdmin.Songs;
using SkiaSharp;

namespace MosaicAdmin.Mosaics;

/// <summary>Draws kept tiles into a square. Knows pictures, and nothing of songs, storage or time: the same tiles give the same bytes.</summary>
public static class SkiaMosaicRenderer
{
    /// <summary>Raise it whenever the same tiles would give other bytes, or mosaics that exist will not be made again.</summary>
    public const int Version = 1;

    private const int Quality = 90;
    private const int LargestTile = 2048;

    /// <summary>The mosaic as JPEG.</summary>
    /// <param name="tiles">Columns × columns tiles, row by row.</param>
    /// <param name="size">Side of the mosaic in pixels.</param>
    /// <exception cref="UnreadableTileException">A tile is not a picture; it names the tile, so that the mosaic can be made without it.</exception>
    public static byte[] Render(
        IReadOnlyList<TilePicture> tiles, int columns, int size, CancellationToken cancellationToken, RenderTimes? times = null)
    {
        using var mosaic = Draw(tiles, columns, size, cancellationToken, times);
        var encoding = Stopwatch.GetTimestamp();
        var jpeg = ReadCoverPictures.Jpeg(mosaic, Quality);
        times?.Encode = Stopwatch.GetElapsedTime(encoding);
        return jpeg;
    }

    /// <summary>The mosaic before it becomes a JPEG.</summary>
    internal static SKBitmap Draw(
        IReadOnlyList<TilePicture> tiles, int columns, int size, CancellationToken cancellationToken, RenderTimes? times = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tiles.Count, columns * columns);
        var mosaic = ReadCoverPictures.New(size);
        try
        {
            var canvas = mosaic.AsPixels();
            for (var i = 0; i < tiles.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var decoding = Stopwatch.GetTimestamp();
                using var tile = Decode(tiles[i]);
                var drawing = Stopwatch.GetTimestamp();

                // Whole edges: three tiles of 1024 px are 341, 341 and 342 wide, with neither a gap nor a blended seam.
                var (row, column) = Math.DivRem(i, columns);
                int left = Edge(column), top = Edge(row);
                Lanczos.Resize(tile.AsPixels(), canvas.Crop(left, top, Edge(column + 1) - left, Edge(row + 1) - top));
                times?.Decode += Stopwatch.GetElapsedTime(decoding, drawing);
                times?.Draw += Stopwatch.GetElapsedTime(drawing);
            }

            return mosaic;
        }
        catch
        {
            mosaic.Dispose();
            throw;
        }

        int Edge(int index) => index * size / columns;
    }

    private static SKBitmap Decode(TilePicture tile)
    {
        using var png = SKData.CreateCopy(tile.Png);
        using var codec = SKCodec.Create(png);
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Png, Info: { Width: <= LargestTile } header } || header.Height != header.Width)
        {
            throw new UnreadableTileException(tile.CoverHash);
        }

        var bitmap = ReadCoverPictures.New(header.Width);
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        throw new UnreadableTileException(tile.CoverHash);
    }
}

/// <summary>Where the time of one picture went.</summary>
public sealed class RenderTimes
{
    public TimeSpan Decode { get; internal set; }

    public TimeSpan Draw { get; internal set; }

    public TimeSpan Encode { get; internal set; }
}

/// <summary>A kept tile's bytes under the hash that names them.</summary>
public sealed record TilePicture(string CoverHash, byte[] Png);

/// <summary>A kept tile that cannot be decoded.</summary>
public sealed class UnreadableTileException(string coverHash) : Exception($"Tile {coverHash} cannot be decoded.")
{
    public string CoverHash { get; } = coverHash;
}

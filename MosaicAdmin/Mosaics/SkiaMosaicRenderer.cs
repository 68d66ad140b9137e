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
    public static byte[] Render(IReadOnlyList<TilePicture> tiles, int columns, int size, CancellationToken cancellationToken)
    {
        using var mosaic = Draw(tiles, columns, size, cancellationToken);
        using var pixels = mosaic.PeekPixels();
        using var jpeg = pixels.Encode(new SKJpegEncoderOptions(Quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore));
        return jpeg?.ToArray() ?? throw new InvalidOperationException("The mosaic could not be encoded.");
    }

    /// <summary>The mosaic before it becomes a JPEG.</summary>
    internal static SKBitmap Draw(IReadOnlyList<TilePicture> tiles, int columns, int size, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tiles.Count, columns * columns);
        var mosaic = NewBitmap(size, size);
        try
        {
            var canvas = new Pixels(mosaic.GetPixelSpan(), mosaic.RowBytes, size, size);
            for (var i = 0; i < tiles.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var tile = Decode(tiles[i]);

                // Whole edges: three tiles of 1024 px are 341, 341 and 342 wide, with neither a gap nor a blended seam.
                var (row, column) = Math.DivRem(i, columns);
                int left = Edge(column), top = Edge(row);
                Lanczos.Resize(
                    new Pixels(tile.GetPixelSpan(), tile.RowBytes, tile.Width, tile.Height),
                    canvas.Crop(left, top, Edge(column + 1) - left, Edge(row + 1) - top));
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
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Png, Info: { Width: <= LargestTile, Height: <= LargestTile } header })
        {
            throw new UnreadableTileException(tile.CoverHash);
        }

        var bitmap = NewBitmap(header.Width, header.Height);
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success)
        {
            return bitmap;
        }

        bitmap.Dispose();
        throw new UnreadableTileException(tile.CoverHash);
    }

    // Without a colour space: tiles are sRGB already, and Skia would write a profile into the JPEG.
    private static SKBitmap NewBitmap(int width, int height) => new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
}

/// <summary>A kept tile's bytes under the hash that names them.</summary>
public sealed record TilePicture(string CoverHash, byte[] Png);

/// <summary>A kept tile that cannot be decoded.</summary>
public sealed class UnreadableTileException(string coverHash) : Exception($"Tile {coverHash} cannot be decoded.")
{
    public string CoverHash { get; } = coverHash;
}

using System.Security.Cryptography;
using SkiaSharp;

namespace MosaicAdmin.Songs;

/// <summary>Squares of pixels, and the files that are kept of them.</summary>
internal static class ReadCoverPictures
{
    private const int DisplaySize = 512;
    private const int ThumbnailSize = 160;
    private const int Quality = 88;

    /// <summary>Without a colour space: the pixels are sRGB already, and Skia would write a profile into every file.</summary>
    public static SKBitmap New(int size) => new(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Opaque));

    public static Pixels AsPixels(this SKBitmap bitmap) => new(bitmap.GetPixelSpan(), bitmap.RowBytes, bitmap.Width, bitmap.Height);

    public static Cover Encode(SKBitmap tile)
    {
        var png = Png(tile);
        return new Cover(
            Convert.ToHexStringLower(SHA256.HashData(png)),
            png,
            Smaller(tile, DisplaySize),
            Smaller(tile, ThumbnailSize));
    }

    public static byte[] Jpeg(SKBitmap picture, int quality)
    {
        using var pixels = picture.PeekPixels();
        using var jpeg = pixels.Encode(new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore));
        return jpeg?.ToArray() ?? throw new InvalidOperationException("Skia could not write a JPEG.");
    }

    private static byte[] Smaller(SKBitmap tile, int size)
    {
        if (tile.Width == size)
        {
            return Jpeg(tile, Quality);
        }

        using var smaller = New(size);
        Lanczos.Resize(tile.AsPixels(), smaller.AsPixels());
        return Jpeg(smaller, Quality);
    }

    private static byte[] Png(SKBitmap picture)
    {
        using var pixels = picture.PeekPixels();

        // Trying every filter at the usual level takes five times as long and saves six parts in a hundred.
        using var png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, zLibLevel: 3));
        return png?.ToArray() ?? throw new InvalidOperationException("Skia could not write a PNG.");
    }
}

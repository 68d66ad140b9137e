using System.Runtime.InteropServices;
using SkiaSharp;

namespace MosaicAdmin.Songs;

/// <summary>Decodes a cover file to an upright, opaque square in sRGB. The header is judged before the first pixel.</summary>
internal static class ReadCoverSquare
{
    // A JPEG can be decoded at any eighth of its size. Left this many times larger than the square, it still scales to 50 dB of a full
    // decode, but only if the colour, stored at half the resolution, is more than twice as fine as the square: smaller ones are decoded whole.
    private const double Oversampling = 1.5;
    private const double WholeBelow = 4.5;

    // EXIF counts orientations from 1 to 8, and Skia with it.
    private const int Upright = 1;

    /// <param name="file">Is overwritten where it holds metadata.</param>
    /// <param name="size">Side of the square.</param>
    public static unsafe SKBitmap Decode(Span<byte> file, string fileName, long maxPixels, int size)
    {
        var found = CoverFile.Open(file, fileName);

        // The codec borrows these bytes and is gone before they move.
        fixed (byte* start = file)
        {
            using var data = SKData.Create((nint)start, found.Length);
            using var codec = SKCodec.Create(data);
            if (codec is null)
            {
                throw found.Damaged();
            }

            var frames = Math.Max(found.Frames, codec.FrameCount);
            if (CoverLimits.Problem(found.Kind, codec.Info.Width, codec.Info.Height, frames, maxPixels) is { } tooLarge)
            {
                throw found.Refused(tooLarge);
            }

            var info = DecodedAs(codec, found, size);
            if (CoverLimits.MemoryProblem(Math.Max(found.WorkBytes, info.BytesSize64)) is { } tooMuch)
            {
                throw found.Refused(tooMuch);
            }

            using var picture = Pixels(codec, info, found);
            return Square(picture, size, found.Orientation ?? (int)codec.EncodedOrigin);
        }
    }

    private static SKImageInfo DecodedAs(SKCodec codec, CoverFile found, int size)
    {
        var alpha = codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        var full = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb());
        var smaller = Enumerable.Range(1, 7).Select(eighths => codec.GetScaledDimensions(eighths / 8f)).Select(s => full.WithSize(s));
        return found.Kind switch
        {
            "JPEG" when Math.Min(full.Width, full.Height) >= size * WholeBelow => smaller.First(s => Math.Min(s.Width, s.Height) >= size * Oversampling),

            // Its scaling is coarse, so it is only for what would not fit.
            "WebP" when !found.DecodesWhole && CoverLimits.MemoryProblem(full.BytesSize64) is not null =>
                smaller.LastOrDefault(s => CoverLimits.MemoryProblem(s.BytesSize64) is null, full),
            _ => full,
        };
    }

    private static SKBitmap Pixels(SKCodec codec, SKImageInfo info, CoverFile found)
    {
        var picture = new SKBitmap(info);
        var result = codec.GetPixels(info, picture.GetPixels());
        if (result == SKCodecResult.Success)
        {
            return picture;
        }

        picture.Dispose();
        throw result == SKCodecResult.IncompleteInput ? found.Incomplete() : found.Damaged();
    }

    private static SKBitmap Square(SKBitmap picture, int size, int orientation)
    {
        var side = Math.Min(picture.Width, picture.Height);
        var square = ReadCoverPictures.New(size);
        Lanczos.Resize(
            picture.AsPixels().Crop((picture.Width - side) / 2, (picture.Height - side) / 2, side, side),
            square.AsPixels());
        if (picture.AlphaType != SKAlphaType.Opaque)
        {
            LayOnWhite(square.GetPixelSpan());
        }

        if (orientation == Upright)
        {
            return square;
        }

        using (square)
        {
            var turned = ReadCoverPictures.New(size);
            Turn(square.AsPixels(), turned.AsPixels(), orientation);
            return turned;
        }
    }

    /// <summary>Transparent parts become white, as on most pages a cover was made for.</summary>
    private static void LayOnWhite(Span<byte> premultiplied)
    {
        for (var i = 0; i < premultiplied.Length; i += 4)
        {
            var white = 255 - premultiplied[i + 3];
            premultiplied[i] = (byte)Math.Min(255, premultiplied[i] + white);
            premultiplied[i + 1] = (byte)Math.Min(255, premultiplied[i + 1] + white);
            premultiplied[i + 2] = (byte)Math.Min(255, premultiplied[i + 2] + white);
            premultiplied[i + 3] = 255;
        }
    }

    private static void Turn(Pixels stored, Pixels turned, int orientation)
    {
        var last = stored.Width - 1;
        for (var y = 0; y <= last; y++)
        {
            var row = MemoryMarshal.Cast<byte, uint>(turned.Row(y));
            for (var x = 0; x <= last; x++)
            {
                var (fromX, fromY) = orientation switch
                {
                    2 => (last - x, y),
                    3 => (last - x, last - y),
                    4 => (x, last - y),
                    5 => (y, x),
                    6 => (y, last - x),
                    7 => (last - y, last - x),
                    8 => (last - y, x),
                    _ => (x, y),
                };
                row[x] = MemoryMarshal.Cast<byte, uint>(stored.Row(fromY))[fromX];
            }
        }
    }
}

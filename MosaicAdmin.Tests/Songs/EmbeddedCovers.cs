using SkiaSharp;

namespace MosaicAdmin.Tests.Songs;

/// <summary>Cover files of the kinds that people embed. All but the square ones are taller than wide or wider than tall, red in the first half and blue in the second.</summary>
public static class EmbeddedCovers
{
    /// <summary>48 × 96, made once with <c>cjpeg -progressive</c>, since Skia writes baseline only.</summary>
    private const string Progressive =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCABgADADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQF/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAYE/9oADAMBAAIQAxAAAAHPGKkAAAAAAAAgFjKgAAAAAAAf/8QAFBABAAAAAAAAAAAAAAAAAAAAYP/aAAgBAQABBQIR/8QAFBEBAAAAAAAAAAAAAAAAAAAAQP/aAAgBAwEBPwEX/8QAFBEBAAAAAAAAAAAAAAAAAAAAQP/aAAgBAgEBPwEX/8QAFBABAAAAAAAAAAAAAAAAAAAAYP/aAAgBAQAGPwIR/8QAFBABAAAAAAAAAAAAAAAAAAAAYP/aAAgBAQABPyER/9oADAMBAAIAAwAAABAIIIIIIIIL777777777//EABQRAQAAAAAAAAAAAAAAAAAAAED/2gAIAQMBAT8QF//EABQRAQAAAAAAAAAAAAAAAAAAAED/2gAIAQIBAT8QF//EABQQAQAAAAAAAAAAAAAAAAAAAGD/2gAIAQEAAT8QEf/Z";

    public static byte[] ProgressiveJpeg { get; } = Convert.FromBase64String(Progressive);

    public static byte[] Jpeg(int width = 96, int height = 96) => Draw(width, height, SKColorType.Rgba8888, SKEncodedImageFormat.Jpeg);

    public static byte[] Png(int width = 96, int height = 96) => Draw(width, height, SKColorType.Rgba8888, SKEncodedImageFormat.Png);

    public static byte[] GreyJpeg { get; } = Draw(96, 96, SKColorType.Gray8, SKEncodedImageFormat.Jpeg);

    public static byte[] PngWithAlpha { get; } = Draw(96, 96, SKColorType.Rgba8888, SKEncodedImageFormat.Png, opacity: 100);

    /// <summary>A JPEG whose EXIF says that it must be turned by a quarter to be upright.</summary>
    public static byte[] RotatedJpeg
    {
        get
        {
            byte[] exif =
            [
                0xff, 0xe1, 0, 34, .. "Exif\0\0"u8, .. "II*\0"u8, 8, 0, 0, 0, 1, 0,
                0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
            ];
            var jpeg = Jpeg(96, 48);
            return [.. jpeg[..2], .. exif, .. jpeg[2..]];
        }
    }

    private static byte[] Draw(int width, int height, SKColorType type, SKEncodedImageFormat format, byte opacity = 255)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, type, opacity == 255 ? SKAlphaType.Opaque : SKAlphaType.Unpremul));
        using (var canvas = new SKCanvas(bitmap))
        using (var paint = new SKPaint())
        {
            canvas.Clear(SKColors.Red.WithAlpha(opacity));
            paint.Color = SKColors.Blue;
            canvas.DrawRect(width > height ? width / 2 : 0, height >= width ? height / 2 : 0, width, height, paint);
        }

        using var data = bitmap.Encode(format, 95);
        return data.ToArray();
    }
}

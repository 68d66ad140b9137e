using SkiaSharp;

namespace MosaicAdmin.Tests.Support;

/// <summary>Small valid covers.</summary>
public static class TestCover
{
    /// <summary>A square of one hue (0 to 360) as PNG; another hue is another cover.</summary>
    public static byte[] Png(float hue, int size = 600)
    {
        using var bitmap = new SKBitmap(size, size);
        bitmap.Erase(SKColor.FromHsv(hue, 70, 85));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}

using SkiaSharp;

namespace MosaicAdmin.Tests.Songs;

/// <summary>A picture with what photographs have: smooth shades, sharp edges, fine detail and grain. One seed is one picture.</summary>
internal static class TestPhoto
{
    public static SKBitmap Draw(int seed, int width, int height)
    {
        var random = new Random(seed);
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        using var sky = SKShader.CreateLinearGradient(
            new SKPoint(0, 0), new SKPoint(width / 3f, height), [Color(), Color(), Color()], [0, 0.45f, 1], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { IsAntialias = true, Shader = sky };
        canvas.DrawPaint(paint);
        paint.Shader = null;
        for (var i = 0; i < 40; i++)
        {
            paint.Color = Color().WithAlpha((byte)random.Next(60, 200));
            canvas.DrawCircle(random.Next(width), random.Next(height), random.Next(width / 8) + 2, paint);
        }

        for (var i = 0; i < 400; i++)
        {
            paint.Color = Color();
            paint.StrokeWidth = (random.NextSingle() * 5) + 0.5f;
            float x = random.Next(width), y = random.Next(height);
            canvas.DrawLine(x, y, x + random.Next(-60, 60), y + random.Next(-60, 60), paint);
        }

        canvas.Flush();
        Grain(bitmap.GetPixelSpan(), random);
        return bitmap;

        SKColor Color() => new((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
    }

    public static byte[] ToFile(this SKBitmap bitmap, SKEncodedImageFormat format, int quality = 100)
    {
        using var pixels = bitmap.PeekPixels();
        using var data = pixels.Encode(format, quality);
        return data!.ToArray();
    }

    private static void Grain(Span<byte> pixels, Random random)
    {
        for (var i = 0; i < pixels.Length; i += 4)
        {
            var grain = random.Next(-5, 6) + random.Next(-5, 6);
            for (var channel = i; channel < i + 3; channel++)
            {
                pixels[channel] = (byte)Math.Clamp(pixels[channel] + grain, 0, 255);
            }
        }
    }
}

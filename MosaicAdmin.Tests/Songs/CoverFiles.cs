using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MosaicAdmin.Songs;
using SkiaSharp;

namespace MosaicAdmin.Tests.Songs;

/// <summary>Cover files, and what people and attackers put into them.</summary>
internal static class CoverFiles
{
    /// <summary>Colours of the corners of <see cref="Corners"/>: top left, top right, bottom left, bottom right.</summary>
    public static readonly SKColor[] CornerColors = [new(220, 40, 30), new(40, 170, 60), new(50, 70, 210), new(230, 210, 60)];

    /// <summary>Four quarters of different colours: wrong sides and wrong colours show.</summary>
    public static SKBitmap Corners(int width = 640, int height = 640, SKColorType type = SKColorType.Rgba8888, SKColorSpace? space = null)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, type, SKAlphaType.Opaque, space));
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint();
        for (var i = 0; i < 4; i++)
        {
            paint.Color = CornerColors[i];
            canvas.DrawRect(SKRect.Create(i % 2 * (width / 2f), i / 2 * (height / 2f), width / 2f, height / 2f), paint);
        }

        return bitmap;
    }

    /// <summary>What the four quarters of a kept picture look like.</summary>
    public static SKColor[] Quarters(byte[] picture)
    {
        using var bitmap = SKBitmap.Decode(picture);
        int near = bitmap.Width / 4, far = bitmap.Width * 3 / 4;
        return [bitmap.GetPixel(near, near), bitmap.GetPixel(far, near), bitmap.GetPixel(near, far), bitmap.GetPixel(far, far)];
    }

    public static void AssertColors(IEnumerable<SKColor> expected, IEnumerable<SKColor> seen, int within = 2) =>
        Assert.All(expected.Zip(seen), pair => Assert.True(
            Math.Abs(pair.First.Red - pair.Second.Red) <= within && Math.Abs(pair.First.Green - pair.Second.Green) <= within
            && Math.Abs(pair.First.Blue - pair.Second.Blue) <= within, $"expected {pair.First}, saw {pair.Second}"));

    /// <summary>EXIF data with an orientation and the place where the picture was taken.</summary>
    public static byte[] Exif(int orientation, bool bigEndian = false)
    {
        var exif = new byte[80];
        (bigEndian ? "MM\0*"u8 : "II*\0"u8).CopyTo(exif);
        Number(4, 8, 4);
        Number(8, 2, 2);
        Entry(10, 0x0112, 3, 1, orientation, 2);
        Entry(22, 0x8825, 4, 1, 38, 4);
        Number(38, 1, 2);
        Entry(40, 0x001D, 2, 11, 56, 4);
        Encoding.ASCII.GetBytes("GPS-HOME\0").CopyTo(exif, 56);
        return exif;

        void Entry(int at, int tag, int type, int count, int value, int size)
        {
            Number(at, tag, 2);
            Number(at + 2, type, 2);
            Number(at + 4, count, 4);
            Number(at + 8, value, size);
        }

        void Number(int at, int value, int size)
        {
            for (var i = 0; i < size; i++)
            {
                exif[at + i] = (byte)(value >> (8 * (bigEndian ? size - 1 - i : i)));
            }
        }
    }

    public static byte[] JpegWithExif(byte[] jpeg, byte[] exif) =>
        [.. jpeg[..2], 0xFF, 0xE1, .. BigEndian((ushort)(exif.Length + 8)), .. "Exif\0\0"u8, .. exif, .. jpeg[2..]];

    public static byte[] WebPWithExif(byte[] webp, byte[] exif, int width, int height)
    {
        byte[] canvas = [8, 0, 0, 0, .. BitConverter.GetBytes(width - 1)[..3], .. BitConverter.GetBytes(height - 1)[..3]];
        byte[] chunks =
        [
            .. "WEBPVP8X"u8, .. BitConverter.GetBytes(canvas.Length), .. canvas, .. webp[12..], .. "EXIF"u8, .. BitConverter.GetBytes(exif.Length), .. exif,
        ];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(chunks.Length), .. chunks];
    }

    /// <summary>The PNG with one more chunk behind its header.</summary>
    public static byte[] PngWith(byte[] png, string type, byte[] body) => [.. png[..33], .. PngChunk(type, body), .. png[33..]];

    /// <summary>A PNG of a few bytes that says it is huge.</summary>
    public static byte[] PngClaiming(int width, int height, byte bitDepth = 8, byte colorType = 2, byte interlace = 0) =>
    [
        0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n',
        .. PngChunk("IHDR", [.. BigEndian(width), .. BigEndian(height), bitDepth, colorType, 0, 0, interlace]),
        .. PngChunk("IDAT", Deflate(new byte[1000])), .. PngChunk("IEND", []),
    ];

    public static byte[] Deflate(byte[] content)
    {
        using var result = new MemoryStream();
        using (var zlib = new ZLibStream(result, CompressionLevel.Fastest))
        {
            zlib.Write(content);
        }

        return result.ToArray();
    }

    /// <summary>A GIF of one pixel, over and over.</summary>
    public static byte[] Gif(int frames) =>
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 200, 30, 40, 0, 0, 0,
        .. Enumerable.Repeat<byte[]>([0x21, 0xF9, 4, 0, 1, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0], frames).SelectMany(b => b),
        0x3B,
    ];

    private static byte[] PngChunk(string type, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        return [.. BigEndian(body.Length), .. named, .. BigEndian((int)Crc(named))];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] BigEndian(ushort value) => [(byte)(value >> 8), (byte)value];
}

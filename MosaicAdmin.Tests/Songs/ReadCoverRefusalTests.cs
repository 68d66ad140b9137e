using System.Diagnostics;
using Microsoft.Extensions.Options;
using MosaicAdmin.Songs;
using SkiaSharp;
using static MosaicAdmin.Tests.Songs.CoverFiles;

namespace MosaicAdmin.Tests.Songs;

public sealed class ReadCoverRefusalTests : IDisposable
{
    private readonly ReadCover _readCover = new(Options.Create(new UploadOptions()), Options.Create(new CoverOptions()));

    public void Dispose() => _readCover.Dispose();

    [Fact]
    public Task Nothing_at_all() => Refuses([], "is empty.", 422);

    [Theory]
    [InlineData("a shopping list")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")]
    [InlineData("<?xml version=\"1.0\"?><svg/>")]
    [InlineData("BM not a bitmap either")]
    [InlineData("\0\0\x01\0\x01\0 an icon")]
    [InlineData("RIFF....WAVEfmt ")]
    [InlineData("\u0089PNG without the rest")]
    public Task What_is_not_one_of_the_four_kinds(string content) =>
        Refuses([.. content.Select(c => (byte)c)], "is not a JPEG, PNG, WebP or GIF picture, which a cover must be.", 415);

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, "JPEG")]
    [InlineData(SKEncodedImageFormat.Png, "PNG")]
    [InlineData(SKEncodedImageFormat.Webp, "WebP")]
    public async Task A_picture_that_breaks_off(SKEncodedImageFormat format, string kind)
    {
        using var photo = TestPhoto.Draw(3, 800, 800);
        var whole = photo.ToFile(format, 90);

        foreach (var part in new[] { 0.3, 0.6, 0.95 })
        {
            await Refuses(whole[..(int)(whole.Length * part)], $"is incomplete: the {kind} picture in it breaks off.", 422);
        }
    }

    [Fact]
    public async Task A_progressive_jpeg_or_a_gif_that_breaks_off()
    {
        var progressive = TinyJpeg.Write(80, [[20], [90], [160], [230]], scans: 4);
        await Refuses(progressive[..(progressive.Length * 2 / 3)], "is incomplete: the JPEG picture in it breaks off.", 422);
        await Refuses(progressive[..^2], "is incomplete: the JPEG picture in it breaks off.", 422);
        await Refuses(Gif(1)[..^5], "is incomplete: the GIF picture in it breaks off.", 422);
    }

    [Fact]
    public async Task A_picture_whose_bytes_were_changed()
    {
        using var photo = TestPhoto.Draw(3, 300, 300);
        var png = photo.ToFile(SKEncodedImageFormat.Png);
        png[png.Length / 2] ^= 0x55;

        await Refuses(png, "is damaged: the PNG picture in it cannot be decoded.", 422);
    }

    [Fact]
    public async Task Headers_that_promise_too_much()
    {
        await Refuses(PngClaiming(50_000, 50_000), "is 50,000 × 50,000 pixels; a cover may be at most 12,000 pixels on a side.", 422);
        await Refuses(PngClaiming(7_000, 7_000), "is 7,000 × 7,000 pixels; a cover may be at most 36 million pixels as a PNG.", 422);
        await Refuses(PngClaiming(2_100, 100), "is 2,100 × 100 pixels; a cover may be at most 20 times as long as wide.", 422);
        await Refuses(PngClaiming(5_000, 5_000, bitDepth: 16, colorType: 6, interlace: 1), "needs 190 MB of memory to decode; a cover may need at most 160 MB.", 422);
        await Refuses(JpegClaiming(7_500, 7_000), "is 7,500 × 7,000 pixels; a cover may be at most 50 million pixels as a JPEG.", 422);
        await Refuses(JpegClaiming(65_000, 10), "is 65,000 × 10 pixels; a cover may be at most 12,000 pixels on a side.", 422);
        await Refuses(WebPClaiming(7_000, 6_500), "needs 173 MB of memory to decode; a cover may need at most 160 MB.", 422);
        await Refuses(WebPWithExif(WebPClaiming(7_000, 6_500), Exif(1), 7_000, 6_500), "needs 173 MB of memory to decode; a cover may need at most 160 MB.", 422);
        await Refuses(GifClaiming(7_000, 7_000), "is 7,000 × 7,000 pixels; a cover may be at most 36 million pixels as a GIF.", 422);
    }

    [Fact]
    public async Task Ten_thousand_frames()
    {
        await Refuses(Gif(10_000), "has 10,000 frames; a cover may have at most 1,000.", 422);

        using var corners = Corners();
        await Refuses(
            PngWith(corners.ToFile(SKEncodedImageFormat.Png), "acTL", [0, 0, 0x27, 0x10, 0, 0, 0, 0]),
            "has 10,000 frames; a cover may have at most 1,000.", 422);
    }

    [Fact]
    public Task A_jpeg_that_goes_over_itself_without_end() => Refuses(
        TinyJpeg.Write(40, [[20], [90], [160], [230]], scans: 500), "is a progressive JPEG of 500 scans; a cover may have at most 64.", 422);

    [Fact]
    public async Task More_bytes_than_allowed_read_no_further_than_that()
    {
        var endless = new EndlessPng();

        await Refuses(endless, "is larger than the 32 MB a cover may have.", 413);

        Assert.InRange(endless.Position, 32 << 20, 64 << 20);
    }

    [Fact]
    public async Task The_limits_are_settings()
    {
        using var corners = Corners();
        var upload = new UploadOptions { MaxCoverBytes = 1_000, MaxCoverPixels = 400_000 };
        using var readCover = new ReadCover(Options.Create(upload), Options.Create(new CoverOptions()));

        await Refuses(new MemoryStream(new byte[1_001]), "is larger than the 1,000 bytes a cover may have.", 413, readCover);
        upload.MaxCoverBytes = 1 << 20;
        await Refuses(
            new MemoryStream(corners.ToFile(SKEncodedImageFormat.Jpeg)),
            "is 640 × 640 pixels; a cover may be at most 0.4 million pixels as a JPEG.", 422, readCover);
    }

    [Fact]
    public async Task Small_files_that_unfold_to_the_limit_take_seconds_at_most()
    {
        using var flat = new SKBitmap(new SKImageInfo(6_000, 6_000, SKColorType.Gray8));
        byte[][] files = [flat.ToFile(SKEncodedImageFormat.Png), JpegClaiming(7_000, 7_000), TinyJpeg.Write(860, [[1], [2], [3], [4]], scans: 64)];
        foreach (var file in files)
        {
            var watch = Stopwatch.StartNew();

            await Read(new MemoryStream(file));

            // One or two on an idle machine; a decoder let loose took 74.
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public async Task After_a_refusal_the_next_cover_is_read()
    {
        using var corners = Corners();
        for (var i = 0; i < 5; i++)
        {
            await Refuses(PngClaiming(50_000, 50_000), "is 50,000 × 50,000 pixels; a cover may be at most 12,000 pixels on a side.", 422);
        }

        Assert.NotEmpty((await Read(new MemoryStream(corners.ToFile(SKEncodedImageFormat.Png)))).Hash);
    }

    private Task Refuses(byte[] file, string sentence, int status) => Refuses(new MemoryStream(file), sentence, status);

    private async Task Refuses(Stream file, string sentence, int status, ReadCover? readCover = null)
    {
        var error = await Assert.ThrowsAsync<RefusedFileException>(() => Read(file, readCover));

        Assert.Equal($"“front.png” {sentence}", error.Message);
        Assert.Equal(status, error.Status);
    }

    private Task<Cover> Read(Stream file, ReadCover? readCover = null) =>
        (readCover ?? _readCover).Execute(file, "front.png", TestContext.Current.CancellationToken);

    private static byte[] JpegClaiming(int width, int height)
    {
        var jpeg = TinyJpeg.Write(2, [[1], [2], [3], [4]]);
        var frame = jpeg.AsSpan().IndexOf(new byte[] { 0xFF, 0xC0 });
        (jpeg[frame + 5], jpeg[frame + 6]) = ((byte)(height >> 8), (byte)height);
        (jpeg[frame + 7], jpeg[frame + 8]) = ((byte)(width >> 8), (byte)width);
        return jpeg;
    }

    // Lossless: its size is in the first bits of the picture, and its decoder needs all of it.
    private static byte[] WebPClaiming(int width, int height) =>
        [.. "RIFF"u8, 32, 0, 0, 0, .. "WEBPVP8L"u8, 20, 0, 0, 0, 0x2F, .. BitConverter.GetBytes((width - 1) | ((height - 1) << 14)), .. new byte[15]];

    private static byte[] GifClaiming(int width, int height)
    {
        var gif = Gif(1);
        (gif[6], gif[7], gif[8], gif[9]) = ((byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8));
        return gif;
    }

    /// <summary>A PNG whose EXIF text never ends.</summary>
    private sealed class EndlessPng : MemoryStream
    {
        private long _read;

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'x');
            if (_read == 0)
            {
                PngClaiming(10, 10).AsSpan(0, 33).CopyTo(buffer.Span);
            }

            _read += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}

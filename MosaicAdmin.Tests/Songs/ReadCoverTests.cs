using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MosaicAdmin.Songs;
using SkiaSharp;
using static MosaicAdmin.Tests.Songs.CoverFiles;

namespace MosaicAdmin.Tests.Songs;

public sealed class ReadCoverTests : IDisposable
{
    private readonly ReadCover _readCover = new(Options.Create(new UploadOptions()), Options.Create(new CoverOptions()));

    public void Dispose() => _readCover.Dispose();

    [Fact]
    public async Task What_is_kept_is_a_512_px_tile_its_hash_and_two_jpegs()
    {
        using var photo = TestPhoto.Draw(1, 1400, 1400);

        var cover = await Read(photo.ToFile(SKEncodedImageFormat.Jpeg, 92));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(cover.Tile)), cover.Hash);
        Assert.Equal((SKEncodedImageFormat.Png, 512, 512), Kind(cover.Tile));
        Assert.Equal((SKEncodedImageFormat.Jpeg, 512, 512), Kind(cover.Display));
        Assert.Equal((SKEncodedImageFormat.Jpeg, 160, 160), Kind(cover.Thumbnail));
        Assert.All([cover.Tile, cover.Display, cover.Thumbnail], file => Assert.Equal(-1, file.AsSpan().IndexOf("ICC"u8)));
    }

    [Fact]
    public async Task The_tile_size_is_a_setting_and_the_jpegs_stay_as_they_are()
    {
        using var readCover = new ReadCover(Options.Create(new UploadOptions()), Options.Create(new CoverOptions { TileSize = 300 }));
        using var corners = Corners();

        var cover = await Read(corners.ToFile(SKEncodedImageFormat.Png), readCover);

        Assert.Equal([300, 512, 160], [Kind(cover.Tile).Width, Kind(cover.Display).Width, Kind(cover.Thumbnail).Width]);
    }

    [Fact]
    public async Task The_same_file_read_by_many_at_once_gives_the_same_bytes()
    {
        using var photo = TestPhoto.Draw(2, 900, 700);
        var file = photo.ToFile(SKEncodedImageFormat.Jpeg, 90);

        var covers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Read(file)));

        Assert.All(covers, cover => Assert.Equal(covers[0].Tile, cover.Tile));
        Assert.All(covers, cover => Assert.Equal(covers[0].Display, cover.Display));
        Assert.All(covers, cover => Assert.Equal(covers[0].Thumbnail, cover.Thumbnail));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task Colours_and_sides_are_kept(SKEncodedImageFormat format)
    {
        using var corners = Corners();

        var cover = await Read(corners.ToFile(format));

        Assert.All([cover.Tile, cover.Display, cover.Thumbnail], file => AssertColors(CornerColors, Quarters(file)));
    }

    [Fact]
    public async Task The_middle_is_cut_out_of_what_is_not_square()
    {
        using var wide = new SKBitmap(1200, 400);
        using var canvas = new SKCanvas(wide);
        using var corners = Corners(400, 400);
        canvas.Clear(SKColors.Black);
        canvas.DrawBitmap(corners, 400, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        canvas.Flush();

        AssertColors(CornerColors, Quarters((await Read(wide.ToFile(SKEncodedImageFormat.Png))).Tile));
    }

    [Fact]
    public async Task A_single_pixel_fills_its_square()
    {
        using var pixel = Corners(1, 1);

        var cover = await Read(pixel.ToFile(SKEncodedImageFormat.Png));

        AssertColors([pixel.GetPixel(0, 0), pixel.GetPixel(0, 0)], Quarters(cover.Tile)[1..3], within: 0);
    }

    public static TheoryData<string, int> Orientations() =>
        new(from kind in new[] { "jpg", "jpg big-endian", "png", "webp" } from orientation in Enumerable.Range(1, 8) select (kind, orientation));

    [Theory]
    [MemberData(nameof(Orientations))]
    public async Task Pictures_stand_upright_whichever_way_the_camera_was_held(string kind, int orientation)
    {
        using var corners = Corners();
        var exif = Exif(orientation, kind.EndsWith("big-endian", StringComparison.Ordinal));

        var cover = await Read(kind switch
        {
            "png" => PngWith(corners.ToFile(SKEncodedImageFormat.Png), "eXIf", exif),
            "webp" => WebPWithExif(corners.ToFile(SKEncodedImageFormat.Webp), exif, 640, 640),
            _ => JpegWithExif(corners.ToFile(SKEncodedImageFormat.Jpeg), exif),
        });

        // The standard's own words: at which side of what one sees the first row is, and at which the first column.
        var (firstRow, firstColumn) = orientation switch
        {
            1 => ("top", "left"),
            2 => ("top", "right"),
            3 => ("bottom", "right"),
            4 => ("bottom", "left"),
            5 => ("left", "top"),
            6 => ("right", "top"),
            7 => ("right", "bottom"),
            _ => ("left", "bottom"),
        };
        var seen = new SKColor[4];
        seen[Corner(firstRow, firstColumn)] = CornerColors[0];
        seen[Corner(firstRow, Opposite(firstColumn))] = CornerColors[1];
        seen[Corner(Opposite(firstRow), firstColumn)] = CornerColors[2];
        seen[Corner(Opposite(firstRow), Opposite(firstColumn))] = CornerColors[3];
        AssertColors(seen, Quarters(cover.Tile));

        static int Corner(string a, string b) => (a == "bottom" || b == "bottom" ? 2 : 0) + (a == "right" || b == "right" ? 1 : 0);
        static string Opposite(string side) => side switch { "top" => "bottom", "bottom" => "top", "left" => "right", _ => "left" };
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    public async Task Wide_colours_are_brought_to_srgb(SKEncodedImageFormat format)
    {
        using var p3 = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        using var corners = Corners(space: p3);

        // Without the profile the same numbers are other colours, or this would show nothing.
        Assert.True(corners.GetPixelSpan()[0] < CornerColors[0].Red - 8);
        AssertColors(CornerColors, Quarters((await Read(corners.ToFile(format))).Tile));
    }

    [Fact]
    public async Task Sixteen_bits_and_grey_are_read()
    {
        using var deep = Corners(type: SKColorType.Rgba16161616);
        using var grey = Corners(type: SKColorType.Gray8);
        var deepFile = deep.ToFile(SKEncodedImageFormat.Png);
        var greyFile = grey.ToFile(SKEncodedImageFormat.Png);

        Assert.Equal(16, deepFile[24]);
        Assert.Equal(0, greyFile[25]);
        AssertColors(CornerColors, Quarters((await Read(deepFile)).Tile));
        AssertColors([grey.GetPixel(10, 10), grey.GetPixel(600, 10)], Quarters((await Read(greyFile)).Tile));
    }

    [Fact]
    public async Task What_is_transparent_becomes_white()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(640, 640, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(new SKColor(0, 0, 0, 0));
        using var half = new SKPaint { Color = new SKColor(200, 0, 0, 128) };
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.DrawRect(0, 0, 320, 640, half);
        }

        var quarters = Quarters((await Read(bitmap.ToFile(SKEncodedImageFormat.Png))).Tile);

        AssertColors([new(227, 127, 127), SKColors.White, new(227, 127, 127), SKColors.White], quarters);
    }

    [Fact]
    public async Task Cmyk_and_progressive_jpegs_are_read()
    {
        byte[][] inks = [[200, 100, 50, 255], [100, 200, 50, 255], [255, 255, 255, 128], [255, 255, 255, 255]];
        byte[][] greys = [[20], [90], [160], [230]];

        AssertColors(
            [new(200, 100, 50), new(100, 200, 50), new(128, 128, 128), SKColors.White], Quarters((await Read(TinyJpeg.Write(40, inks))).Tile));
        AssertColors(
            [new(20, 20, 20), new(90, 90, 90), new(160, 160, 160), new(230, 230, 230)], Quarters((await Read(TinyJpeg.Write(40, greys, scans: 3))).Tile));
    }

    [Fact]
    public async Task Of_an_animation_the_first_frame_is_kept()
    {
        var cover = await Read(Gif(frames: 12));

        AssertColors([new SKColor(200, 30, 40)], Quarters(cover.Tile));
    }

    [Fact]
    public async Task Nothing_but_the_picture_is_kept()
    {
        using var corners = Corners();
        var plain = corners.ToFile(SKEncodedImageFormat.Jpeg);
        byte[] polyglot = [.. JpegWithExif(plain, Exif(1)), .. "PK\x03\x04 <script>tail</script>"u8];
        Assert.True(polyglot.AsSpan().IndexOf("GPS-HOME"u8) > 0);

        var cover = await Read(polyglot);

        Assert.Equal((await Read(plain)).Hash, cover.Hash);
        Assert.All([cover.Tile, cover.Display, cover.Thumbnail], file =>
        {
            Assert.Equal(-1, file.AsSpan().IndexOf("Exif"u8));
            Assert.Equal(-1, file.AsSpan().IndexOf("GPS"u8));
            Assert.Equal(-1, file.AsSpan().IndexOf("tail"u8));
        });
    }

    [Fact]
    public async Task Texts_that_unfold_to_hundreds_of_megabytes_are_never_unfolded()
    {
        using var corners = Corners();
        var png = corners.ToFile(SKEncodedImageFormat.Png);
        byte[] bomb = [.. "Raw profile type exif\0\0"u8, .. Deflate(new byte[100_000_000])];
        var full = PngWith(PngWith(PngWith(png, "zTXt", bomb), "eXIf", Exif(1)), "iTXt", bomb);

        var cover = await Read([.. full, .. "tail"u8]);

        Assert.Equal((await Read(png)).Hash, cover.Hash);
        Assert.InRange(PngChunks.Reduce(full)!.Value.Length, 1, png.Length);
        Assert.Equal(-1, full.AsSpan(0, PngChunks.Reduce(full)!.Value.Length).IndexOf("TXt"u8));
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var corners = Corners();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _readCover.Execute(new MemoryStream(corners.ToFile(SKEncodedImageFormat.Png)), "a.png", cancelled.Token));
    }

    private Task<Cover> Read(byte[] file, ReadCover? readCover = null) =>
        (readCover ?? _readCover).Execute(new MemoryStream(file), "cover", TestContext.Current.CancellationToken);

    private static (SKEncodedImageFormat Format, int Width, int Height) Kind(byte[] file)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(file));
        return (codec.EncodedFormat, codec.Info.Width, codec.Info.Height);
    }
}

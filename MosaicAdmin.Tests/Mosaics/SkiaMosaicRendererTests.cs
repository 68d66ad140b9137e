using MosaicAdmin.Mosaics;
using SkiaSharp;

namespace MosaicAdmin.Tests.Mosaics;

public class SkiaMosaicRendererTests
{
    private static readonly SKColor[] Colors =
    [
        new(200, 30, 40), new(40, 160, 60), new(30, 70, 210), new(240, 200, 20), new(120, 20, 140),
        new(20, 190, 200), new(255, 255, 255), new(0, 0, 0), new(127, 128, 129),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_tile_is_where_it_belongs_in_its_own_colour_up_to_its_edges(int columns)
    {
        var tiles = Colors.Take(columns * columns).Select((color, i) => Tile($"{i}", color)).ToList();

        using var mosaic = SkiaMosaicRenderer.Draw(tiles, columns, 1024, TestContext.Current.CancellationToken);

        for (var i = 0; i < 1024; i++)
        {
            // A diagonal and two lines beside the seams see every tile and every edge.
            foreach (var (x, y) in new[] { (i, i), (i, 340), (i, 341), (681, i), (682, i), (511, i), (i, 512) })
            {
                Assert.Equal(Colors[(Index(y) * columns) + Index(x)], mosaic.GetPixel(x, y));
            }
        }

        int Index(int position) => Enumerable.Range(1, columns - 1).Count(i => position >= i * 1024 / columns);
    }

    [Fact]
    public void The_jpeg_is_square_keeps_the_colours_and_carries_no_profile()
    {
        var jpeg = SkiaMosaicRenderer.Render([.. Colors.Select((color, i) => Tile($"{i}", color))], 3, 1024, TestContext.Current.CancellationToken);

        using var mosaic = SKBitmap.Decode(jpeg);
        Assert.Equal((1024, 1024), (mosaic.Width, mosaic.Height));
        for (var i = 0; i < 9; i++)
        {
            var seen = mosaic.GetPixel((i % 3 * 341) + 170, (i / 3 * 341) + 170);
            Assert.InRange(seen.Red - Colors[i].Red, -2, 2);
            Assert.InRange(seen.Green - Colors[i].Green, -2, 2);
            Assert.InRange(seen.Blue - Colors[i].Blue, -2, 2);
        }

        Assert.Equal(-1, jpeg.AsSpan().IndexOf("ICC_PROFILE"u8));
        Assert.Equal([0xFF, 0xD8, 0xFF], jpeg[..3]);
    }

    [Fact]
    public void The_same_tiles_give_the_same_bytes()
    {
        var tiles = Enumerable.Range(0, 9).Select(i => Tile($"{i}", Colors[i], speckled: true)).ToList();

        var first = SkiaMosaicRenderer.Render(tiles, 3, 1024, TestContext.Current.CancellationToken);

        Assert.Equal(first, SkiaMosaicRenderer.Render(tiles, 3, 1024, TestContext.Current.CancellationToken));
        Assert.NotEqual(first, SkiaMosaicRenderer.Render([.. tiles.AsEnumerable().Reverse()], 3, 1024, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_tile_that_is_no_picture_or_cut_short_is_named()
    {
        var good = Tile("good", Colors[0], speckled: true);

        foreach (var bad in new[] { "text"u8.ToArray(), [], good.Png[..(good.Png.Length / 2)] })
        {
            var error = Assert.Throws<UnreadableTileException>(() => SkiaMosaicRenderer.Render(
                [good, good, new TilePicture("bad", bad), good], 2, 1024, TestContext.Current.CancellationToken));

            Assert.Equal("bad", error.CoverHash);
        }
    }

    private static TilePicture Tile(string hash, SKColor color, bool speckled = false)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(512, 512, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(color);
        var random = new Random(color.Red);
        for (var i = 0; speckled && i < 3000; i++)
        {
            bitmap.SetPixel(random.Next(512), random.Next(512), SKColors.White);
        }

        using var pixels = bitmap.PeekPixels();
        using var png = pixels.Encode(SKEncodedImageFormat.Png, 100);
        return new TilePicture(hash, png!.ToArray());
    }
}

using Microsoft.Extensions.Options;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Songs;
using MosaicAdmin.Tests.Songs;
using SkiaSharp;

namespace MosaicAdmin.Tests.Mosaics;

/// <summary>The whole way from uploaded files to a mosaic's pixels, against a full decode scaled once in double precision.</summary>
public class MosaicFidelityTests
{
    private const int Size = 1024;

    [Theory]
    [InlineData(2, 1400)]
    [InlineData(3, 1400)]
    [InlineData(2, 2304)]
    [InlineData(2, 700)]
    public async Task Mosaics_reach_50_dB(int columns, int coverSize)
    {
        using var readCover = new ReadCover(Options.Create(new UploadOptions()), Options.Create(new CoverOptions()));
        var tiles = new List<TilePicture>();
        var expected = new List<double[][][]>();
        for (var i = 0; i < columns * columns; i++)
        {
            using var photo = TestPhoto.Draw(seed: i, coverSize, coverSize);
            var jpeg = photo.ToFile(SKEncodedImageFormat.Jpeg, 92);
            var cover = await readCover.Execute(new MemoryStream(jpeg), "cover.jpg", TestContext.Current.CancellationToken);
            tiles.Add(new TilePicture(cover.Hash, cover.Tile));
            expected.Add(Scaled(jpeg, Edge(i % columns + 1) - Edge(i % columns), Edge(i / columns + 1) - Edge(i / columns)));
        }

        using var mosaic = SkiaMosaicRenderer.Draw(tiles, columns, Size, TestContext.Current.CancellationToken);

        var decibels = Psnr(mosaic);
        TestContext.Current.SendDiagnosticMessage($"{columns}×{columns} from {coverSize} px: {decibels:0.0} dB");
        Assert.True(decibels >= 50, $"{decibels:0.0} dB");

        int Edge(int index) => index * Size / columns;

        double Psnr(SKBitmap seen)
        {
            var squares = 0.0;
            for (var y = 0; y < Size; y++)
            {
                for (var x = 0; x < Size; x++)
                {
                    int column = Enumerable.Range(0, columns).Last(i => Edge(i) <= x), row = Enumerable.Range(0, columns).Last(i => Edge(i) <= y);
                    var tile = expected[(row * columns) + column];
                    var pixel = seen.GetPixel(x, y);
                    int tx = x - Edge(column), ty = y - Edge(row);
                    squares += Square(pixel.Red, tile[0][ty][tx]) + Square(pixel.Green, tile[1][ty][tx]) + Square(pixel.Blue, tile[2][ty][tx]);
                }
            }

            return 10 * Math.Log10(255 * 255 / (squares / (Size * Size * 3)));
        }

        static double Square(double a, double b) => (a - Math.Clamp(b, 0, 255)) * (a - Math.Clamp(b, 0, 255));
    }

    private static double[][][] Scaled(byte[] jpeg, int width, int height)
    {
        using var full = SKBitmap.Decode(jpeg);
        var span = full.GetPixelSpan();
        var result = new double[3][][];
        for (var channel = 0; channel < 3; channel++)
        {
            var rows = new double[full.Height][];
            for (var y = 0; y < full.Height; y++)
            {
                rows[y] = new double[full.Width];
                for (var x = 0; x < full.Width; x++)
                {
                    var at = span.Slice((y * full.RowBytes) + (x * 4), 3);
                    rows[y][x] = at[full.ColorType == SKColorType.Bgra8888 ? 2 - channel : channel];
                }
            }

            result[channel] = Reference.Scale(rows, width, height);
        }

        return result;
    }
}

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
    private const int Photos = 3;

    [Theory]
    [InlineData(2, 1400)]
    [InlineData(3, 1400)]
    [InlineData(2, 2304)] // the smallest JPEG that is decoded at less than its size
    public async Task Mosaics_reach_50_dB(int columns, int coverSize)
    {
        using var readCover = new ReadCover(Options.Create(new UploadOptions()), Options.Create(new CoverOptions()));
        var photos = new List<(TilePicture Tile, double[][][] Channels)>();
        for (var seed = 0; seed < Photos; seed++)
        {
            using var photo = TestPhoto.Draw(seed, coverSize, coverSize);
            var jpeg = photo.ToFile(SKEncodedImageFormat.Jpeg, 92);
            var cover = await readCover.Execute(new MemoryStream(jpeg), "cover.jpg", TestContext.Current.CancellationToken);
            photos.Add((new TilePicture(cover.Hash, cover.Tile), Channels(jpeg)));
        }

        var tiles = Enumerable.Range(0, columns * columns).Select(i => photos[i % Photos]).ToList();
        using var mosaic = SkiaMosaicRenderer.Draw([.. tiles.Select(t => t.Tile)], columns, Size, TestContext.Current.CancellationToken);

        var squares = 0.0;
        for (var i = 0; i < tiles.Count; i++)
        {
            var (row, column) = Math.DivRem(i, columns);
            squares += Squares(mosaic, SKRectI.Create(
                Edge(column), Edge(row), Edge(column + 1) - Edge(column), Edge(row + 1) - Edge(row)), tiles[i].Channels);
        }

        var decibels = 10 * Math.Log10(255 * 255 / (squares / (Size * Size * 3)));
        TestContext.Current.SendDiagnosticMessage($"{columns}×{columns} from {coverSize} px: {decibels:0.0} dB");
        Assert.True(decibels >= 50, $"{decibels:0.0} dB");

        int Edge(int index) => index * Size / columns;
    }

    private static double Squares(SKBitmap mosaic, SKRectI place, double[][][] channels)
    {
        var seen = mosaic.GetPixelSpan();
        var sum = 0.0;
        for (var channel = 0; channel < 3; channel++)
        {
            var expected = Reference.Scale(channels[channel], place.Width, place.Height);
            for (var y = 0; y < place.Height; y++)
            {
                for (var x = 0; x < place.Width; x++)
                {
                    var difference = seen[((place.Top + y) * mosaic.RowBytes) + ((place.Left + x) * 4) + channel] - Math.Clamp(expected[y][x], 0, 255);
                    sum += difference * difference;
                }
            }
        }

        return sum;
    }

    private static double[][][] Channels(byte[] jpeg)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(jpeg));
        var pixels = codec.Pixels;
        var (order, width) = (codec.Info.ColorType == SKColorType.Bgra8888 ? new[] { 2, 1, 0 } : [0, 1, 2], codec.Info.Width);
        return [.. order.Select(channel => Enumerable.Range(0, codec.Info.Height).Select(y =>
        {
            var row = new double[width];
            for (var x = 0; x < width; x++)
            {
                row[x] = pixels[(((y * width) + x) * 4) + channel];
            }

            return row;
        }).ToArray())];
    }
}

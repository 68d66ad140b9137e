using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Options;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Songs;
using MosaicAdmin.Tests.Songs;
using SkiaSharp;

namespace MosaicAdmin.Benchmarks;

/// <summary>What one cover costs when it comes, and what one mosaic costs when its window falls due.</summary>
[MemoryDiagnoser]
public class PictureBenchmarks : IDisposable
{
    private const int Size = 1024;

    private readonly ReadCover _readCover = new(Options.Create(new UploadOptions()), Options.Create(new CoverOptions()));
    private readonly List<byte[]> _covers = [];
    private readonly List<TilePicture> _tiles = [];
    private byte[] _large = [];
    private byte[] _png = [];

    [GlobalSetup]
    public async Task Draw()
    {
        for (var seed = 0; seed < 9; seed++)
        {
            using var photo = TestPhoto.Draw(seed, 1400, 1400);
            _covers.Add(photo.ToFile(SKEncodedImageFormat.Jpeg, 92));
            var cover = await _readCover.Execute(new MemoryStream(_covers[^1]), "cover.jpg", CancellationToken.None);
            _tiles.Add(new TilePicture(cover.Hash, cover.Tile));
        }

        using var large = TestPhoto.Draw(9, 3000, 3000);
        _large = large.ToFile(SKEncodedImageFormat.Jpeg, 92);
        using var png = TestPhoto.Draw(10, 1400, 1400);
        _png = png.ToFile(SKEncodedImageFormat.Png);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _readCover.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What most servers do: decode every original again and let Skia scale it.</summary>
    [Benchmark(Baseline = true)]
    public byte[] Mosaic3x3FromOriginals()
    {
        using var surface = SKSurface.Create(new SKImageInfo(Size, Size));
        for (var i = 0; i < _covers.Count; i++)
        {
            using var image = SKImage.FromEncodedData(_covers[i]);
            surface.Canvas.DrawImage(
                image, SKRect.Create(i % 3 * Size / 3f, i / 3 * Size / 3f, Size / 3f, Size / 3f), new SKSamplingOptions(SKCubicResampler.Mitchell));
        }

        using var snapshot = surface.Snapshot();
        using var jpeg = snapshot.Encode(SKEncodedImageFormat.Jpeg, 90);
        return jpeg.ToArray();
    }

    [Benchmark]
    public byte[] Mosaic3x3() => SkiaMosaicRenderer.Render(_tiles, 3, Size, CancellationToken.None);

    [Benchmark]
    public byte[] Mosaic2x2() => SkiaMosaicRenderer.Render(_tiles[..4], 2, Size, CancellationToken.None);

    [Benchmark]
    public Task<Cover> CoverJpeg1400() => Read(_covers[0]);

    [Benchmark]
    public Task<Cover> CoverJpeg3000() => Read(_large);

    [Benchmark]
    public Task<Cover> CoverPng1400() => Read(_png);

    private Task<Cover> Read(byte[] file) => _readCover.Execute(new MemoryStream(file), "cover", CancellationToken.None);
}

using System.Diagnostics;
using Microsoft.Extensions.Options;
using MosaicAdmin.Songs;
using MosaicAdmin.Tests.Support;
using SkiaSharp;
using static MosaicAdmin.Tests.Songs.CoverFiles;

namespace MosaicAdmin.Tests.Songs;

/// <summary>Files of another program's making.</summary>
public sealed class ReadCoverRealFileTests : IDisposable
{
    private readonly ReadCover _readCover = new(Options.Create(new UploadOptions()), Options.Create(new CoverOptions()));
    private readonly string _folder = Directory.CreateTempSubdirectory("covers-").FullName;

    public void Dispose()
    {
        _readCover.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("jpg", "-q:v 2", 3)]
    [InlineData("jpg", "-q:v 2 -pix_fmt yuvj444p", 3)]
    [InlineData("png", "-pix_fmt rgb48be", 1)]
    [InlineData("png", "-pix_fmt rgba64be", 1)]
    [InlineData("webp", "-lossless 1", 0)]
    [InlineData("webp", "-quality 90", 3)]
    [InlineData("png", "-pix_fmt pal8", 16)] // mixed from few colours by whoever wrote it
    [InlineData("gif", "", 16)]
    public async Task Every_encoding_gives_the_same_colours(string extension, string options, int within)
    {
        using var corners = Corners();

        var cover = await Read(await Encode(corners, extension, options));

        AssertColors(CornerColors, Quarters(cover.Tile), within);
    }

    [Theory]
    [InlineData("png", "-pix_fmt gray")]
    [InlineData("png", "-pix_fmt gray16be")]
    [InlineData("png", "-pix_fmt ya8")]
    public async Task Grey_stays_as_light_as_it_was(string extension, string options)
    {
        using var corners = Corners();
        var lightness = CornerColors.Select(c => (byte)((0.299 * c.Red) + (0.587 * c.Green) + (0.114 * c.Blue))).Select(l => new SKColor(l, l, l));

        var cover = await Read(await Encode(corners, extension, options));

        AssertColors(lightness, Quarters(cover.Tile), within: 3);
    }

    [Theory]
    [InlineData("bmp", "")]
    [InlineData("tiff", "")]
    [InlineData("jp2", "")]
    public async Task Other_kinds_of_picture_are_refused(string extension, string options)
    {
        using var corners = Corners();
        var file = await Encode(corners, extension, options);

        var error = await Assert.ThrowsAsync<RefusedFileException>(() => Read(file));

        Assert.Equal(415, error.Status);
    }

    private Task<Cover> Read(byte[] file) => _readCover.Execute(new MemoryStream(file), "cover.png", TestContext.Current.CancellationToken);

    private async Task<byte[]> Encode(SKBitmap picture, string extension, string options)
    {
        var ffmpeg = Tools.Find("ffmpeg");
        Assert.SkipWhen(ffmpeg is null, "ffmpeg is not installed");
        var input = Path.Combine(_folder, "in.png");
        var output = Path.Combine(_folder, $"out.{extension}");
        await File.WriteAllBytesAsync(input, picture.ToFile(SKEncodedImageFormat.Png), TestContext.Current.CancellationToken);
        string[] arguments = ["-v", "error", "-i", input, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), output];
        using var process = Process.Start(new ProcessStartInfo(ffmpeg!, arguments) { RedirectStandardError = true })!;
        var complaint = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(complaint.Contains("Unknown encoder", StringComparison.Ordinal), $"this ffmpeg cannot write {extension}");
        Assert.True(process.ExitCode == 0, complaint);
        return await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken);
    }
}

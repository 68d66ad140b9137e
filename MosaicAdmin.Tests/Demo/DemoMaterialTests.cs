using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using MosaicAdmin.Demo;
using MosaicAdmin.Tests.Support;
using SkiaSharp;

namespace MosaicAdmin.Tests.Demo;

public sealed class DemoMaterialTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 12)];

    [Fact]
    public void There_are_twelve_songs_and_no_two_are_alike()
    {
        Assert.Equal(12, DemoSong.All.Count);
        Assert.Equal(12, DemoSong.All.Select(s => s.Title).Distinct().Count());
        Assert.Equal(12, DemoSong.All.Select(s => Hash(ComposeSound.Execute(s))).Distinct().Count());
        Assert.Equal(12, Enumerable.Range(0, 12).Select(n => Hash(DrawCover.Execute(n))).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_cover_is_a_square_of_plain_tones_and_always_the_same(int number)
    {
        var cover = DrawCover.Execute(number);
        using var bitmap = SKBitmap.Decode(cover);

        Assert.Equal(Hash(cover), Hash(DrawCover.Execute(number)));
        Assert.Equal((DrawCover.Side, DrawCover.Side), (bitmap.Width, bitmap.Height));
        using var small = bitmap.Resize(new SKImageInfo(24, 24), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        Assert.True(small.Pixels.Select(p => (p.Red / 32, p.Green / 32, p.Blue / 32)).Distinct().Count() >= 3, "hardly more than one colour");
        // Noise differs from pixel to pixel; a drawing seldom does.
        var edges = Enumerable.Range(1, bitmap.Width - 1).Count(x => Distance(bitmap.GetPixel(x, 500), bitmap.GetPixel(x - 1, 500)) > 60);
        Assert.InRange(edges, 0, 200);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_sound_is_heard_does_not_clip_and_ends_softly(int number)
    {
        var file = ComposeSound.Execute(DemoSong.All[number]);
        var samples = Samples(file);

        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.InRange(samples.Max(s => Math.Abs((int)s)), 15_000, 32_000);
        Assert.InRange(samples.TakeLast(20).Max(s => Math.Abs((int)s)), 0, 300);
    }

    [Fact]
    public async Task Ffprobe_reads_its_length_and_tags()
    {
        var ffprobe = Tools.Find("ffprobe");
        Assert.SkipWhen(ffprobe is null, "ffprobe is not installed");
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.wav");
        await File.WriteAllBytesAsync(path, ComposeSound.Execute(DemoSong.All[0]), TestContext.Current.CancellationToken);

        using var process = Process.Start(new ProcessStartInfo(ffprobe, ["-v", "error", "-of", "json", "-show_format", path]) { RedirectStandardOutput = true })!;
        var told = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Delete(path);

        var format = JsonDocument.Parse(told).RootElement.GetProperty("format");
        Assert.Equal("4.000000", format.GetProperty("duration").GetString());
        Assert.Equal("Harbour Lights", format.GetProperty("tags").GetProperty("title").GetString());
        Assert.Equal("Ada Lindqvist", format.GetProperty("tags").GetProperty("artist").GetString());
        Assert.Equal("Coastline", format.GetProperty("tags").GetProperty("album").GetString());
    }

    private static short[] Samples(byte[] file)
    {
        var data = file.AsSpan().IndexOf("data"u8) + 8;
        return [.. Enumerable.Range(0, (file.Length - data) / 2).Select(i => BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(data + (i * 2))))];
    }

    private static int Distance(SKColor a, SKColor b) => Math.Abs(a.Red - b.Red) + Math.Abs(a.Green - b.Green) + Math.Abs(a.Blue - b.Blue);

    private static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content));
}

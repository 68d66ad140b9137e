using System.Net;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>Size costs disk and time, never memory; what a crash left half received is swept.</summary>
public sealed class LargeUploadTests
{
    private const int Size = 200_000_000;
    private const long Bound = 32_000_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_megabytes_pass_through_a_bounded_heap()
    {
        await using var app = await AppFixture.Start(("Mosaic:Window", "01:00:00"));
        var playlist = await app.CreatePlaylist("Large");
        await app.Upload(playlist, "Warm", TestSound.Wav(440));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var wav = new GrowingWav();
        using var api = app.Api();
        using var form = new MultipartFormDataContent { { wav, "audio", "large.wav" } };
        using var answer = await api.PostAsync($"/api/v1/playlists/{playlist}/songs", form, Stop);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.InRange(wav.HighestHeap - before, long.MinValue, Bound);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Bound);
    }

    [Fact]
    public async Task What_a_crash_left_half_received_or_half_stored_is_swept_when_the_app_starts()
    {
        await using var app = new AppFixture();
        var left = new[] { "uploads", "files/.temp" }.Select(folder => Path.Combine(app.DataRoot, folder, "left")).ToList();
        foreach (var file in left)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, new byte[1000], Stop);
        }

        await app.InitializeAsync();
        Assert.All(left, file => Assert.False(File.Exists(file), file));
    }

    /// <summary>A tone as long as it is large, written as it is sent; it weighs the heap as it goes.</summary>
    private sealed class GrowingWav : HttpContent
    {
        private const int Step = 1_000_000;

        public long HighestHeap { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var tone = TestSound.Wav(440, seconds: Step / 16_000.0);
            BitConverter.TryWriteBytes(tone.AsSpan(4), Size + 36);
            BitConverter.TryWriteBytes(tone.AsSpan(40), Size);
            await stream.WriteAsync(tone.AsMemory(0, 44));
            for (var sent = 0; sent < Size; sent += Step)
            {
                await stream.WriteAsync(tone.AsMemory(44, Step));
                if (sent % (20 * Step) == 0)
                {
                    HighestHeap = Math.Max(HighestHeap, GC.GetTotalMemory(forceFullCollection: true));
                }
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Size + 44;
            return true;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MosaicAdmin.Songs;
using MosaicAdmin.Storage;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>Tags, length and embedded covers of real files, and what files that are none are answered.</summary>
public sealed class ReadTagsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mosaic-tags-");
    private readonly TempFolder _temp;

    public ReadTagsTests() => _temp = new TempFolder(_folder.FullName);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> KindsAndCovers() => new(
        from kind in new[] { "mp3", "flac", "m4a", "ogg", "opus" }
        from cover in Covers.Keys
        select (kind, cover));

    private static Dictionary<string, Func<byte[]>> Covers { get; } = new()
    {
        ["JPEG"] = () => EmbeddedCovers.Jpeg(),
        ["progressive JPEG"] = () => EmbeddedCovers.ProgressiveJpeg,
        ["rotated JPEG"] = () => EmbeddedCovers.RotatedJpeg,
        ["grey JPEG"] = () => EmbeddedCovers.GreyJpeg,
        ["PNG"] = () => EmbeddedCovers.Png(),
        ["PNG with alpha"] = () => EmbeddedCovers.PngWithAlpha,
        ["wide PNG"] = () => EmbeddedCovers.Png(192, 64),
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(KindsAndCovers))]
    public async Task Tags_and_cover_are_read_as_they_were_written(string kind, string cover)
    {
        var picture = Covers[cover]();
        var tags = await Read(await EncodedSong.Make(kind, "夜 Night Drive", "Ana & Björn", "Roads", picture), $"{kind}.bin");
        Assert.Equal("夜 Night Drive", tags.Title);
        Assert.Equal("Ana & Björn", tags.Artist);
        Assert.Equal("Roads", tags.Album);
        Assert.InRange(tags.DurationMs!.Value, 1900, 2200);
        Assert.Equal(picture, tags.Picture);
        Assert.Empty(tags.Warnings);
    }

    [Fact]
    public async Task A_wav_has_tags_and_no_cover()
    {
        var tags = await Read(await EncodedSong.Make("wav"), "x.wav");
        Assert.Equal(("Night Drive", "Ana", "Roads", 2000L), (tags.Title, tags.Artist, tags.Album, tags.DurationMs));
        Assert.Null(tags.Picture);
    }

    [Fact]
    public async Task Without_tags_the_file_name_speaks()
    {
        var tags = await Read(await EncodedSong.Make("mp3", null, null, null), "Ana - Night Drive.mp3");
        Assert.Equal(("Ana", "Night Drive"), (tags.Artist, tags.Title));
    }

    [Fact]
    public async Task Without_ffprobe_the_file_name_speaks_and_a_warning_says_so()
    {
        var tags = await Read(TestSound.Wav(440), "Ana - Night Drive.wav", new AudioTools(null, null));
        Assert.Equal(("Ana", "Night Drive", null, AudioFormat.Wav), (tags.Artist, tags.Title, tags.DurationMs, tags.Format));
        Assert.Contains("ffprobe", Assert.Single(tags.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SniffAudioTests.NoAudio), MemberType = typeof(SniffAudioTests))]
    public async Task What_is_no_audio_is_refused_by_name(string what, byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            var empty = await Assert.ThrowsAsync<RefusedFileException>(() => Receive(bytes, "empty.mp3"));
            Assert.Equal((422, "“empty.mp3” is empty."), (empty.Status, empty.Message));
        }
        else
        {
            var refused = await Assert.ThrowsAsync<RefusedFileException>(() => Read(bytes, "song.mp3"));
            Assert.True(refused.Status == 415, what);
            Assert.Equal("“song.mp3” is not audio of a kind that is taken: MP3, FLAC, M4A, Ogg, Opus and WAV.", refused.Message);
        }

        Assert.Empty(_folder.EnumerateFiles());
    }

    [Fact]
    public async Task A_film_is_refused()
    {
        EncodedSong.Needed();
        var film = Path.Combine(_folder.FullName, "film.mp4");
        await EncodedSong.Run("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=duration=1", "-f", "lavfi", "-i", "testsrc=duration=1:size=64x64", "-c:v", "mpeg4", film]);
        var refused = await Assert.ThrowsAsync<RefusedFileException>(async () => await Read(await File.ReadAllBytesAsync(film, Stop), "song.m4a"));
        Assert.Equal((415, "“song.m4a” is a film, and only audio is taken."), (refused.Status, refused.Message));
    }

    [Fact]
    public async Task A_header_without_its_sound_is_refused()
    {
        EncodedSong.Needed();
        byte[] flac = [.. (await EncodedSong.Make("flac"))[..30]];
        var refused = await Assert.ThrowsAsync<RefusedFileException>(() => Read(flac, "song.flac"));
        Assert.Equal((422, "“song.flac” cannot be read as FLAC audio; it may be damaged."), (refused.Status, refused.Message));
    }

    [Fact]
    public async Task An_embedded_cover_over_the_limit_is_left_out_with_a_warning()
    {
        var song = await EncodedSong.Make("mp3", cover: EmbeddedCovers.Png());
        var tags = await Read(song, "x.mp3", upload: new UploadOptions { MaxCoverBytes = 100 });
        Assert.Equal("Night Drive", tags.Title);
        Assert.Null(tags.Picture);
        Assert.Equal("The embedded cover was left out: it is larger than 100 bytes.", Assert.Single(tags.Warnings));
    }

    [Fact]
    public async Task A_list_of_other_files_is_followed_by_none_of_our_readers()
    {
        EncodedSong.Needed();
        var folder = _folder.CreateSubdirectory("lists").FullName;
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();

        // In a codec that no reader of ours would name by itself.
        await EncodedSong.Run("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "sine=duration=2", "-c:a", "ac3", Path.Combine(folder, "secret.ac3")]);
        var lists = new[]
        {
            ("local.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nsecret.ac3\n#EXT-X-ENDLIST\n"),
            ("concat.txt", "ffconcat version 1.0\nfile secret.ac3\n"),
            ("remote.m3u8", $"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:{((IPEndPoint)host.LocalEndpoint).Port}/x.mp3\n#EXT-X-ENDLIST\n"),
        };
        foreach (var (name, list) in lists)
        {
            var path = Path.Combine(folder, name);
            await File.WriteAllTextAsync(path, list, Stop);
            foreach (var format in AudioFormat.All)
            {
                // Past the sniffer on purpose: the reader itself must not follow.
                Assert.False(await Follows([.. ReadTags.Bounds(format, path), .. ProbedAudio.Arguments]), $"{name} as {format.Name}");
            }

            // A reader that may choose for itself does follow; else this test would prove nothing.
            Assert.True(name == "remote.m3u8" || await Follows(["-i", path, .. ProbedAudio.Arguments]), name);
        }

        Assert.False(host.Pending());
    }

    private static async Task<bool> Follows(string[] arguments)
    {
        using var program = new RunProgram(TimeProvider.System);
        var answer = await program.Execute(Tools.Find("ffprobe")!, arguments, TimeSpan.FromSeconds(20), 1 << 20, Stop);
        return Encoding.UTF8.GetString(answer.Output).Contains("ac3", StringComparison.Ordinal);
    }

    private async Task<ReceivedFile> Receive(byte[] bytes, string name, UploadOptions? upload = null) =>
        await new ReceiveFile(_temp, Options.Create(upload ?? new())).Execute(new MemoryStream(bytes), name, FilePart.Audio, Stop);

    private async Task<Tags> Read(byte[] bytes, string name, AudioTools? tools = null, UploadOptions? upload = null)
    {
        using var program = new RunProgram(TimeProvider.System);
        await using var file = await Receive(bytes, name);
        var read = new ReadTags(
            tools ?? AudioTools.Find(Environment.GetEnvironmentVariable("PATH")), program, Options.Create(upload ?? new()), NullLogger<ReadTags>.Instance);
        return await read.Execute(file, Stop);
    }
}

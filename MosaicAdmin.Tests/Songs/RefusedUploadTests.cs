using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>What is refused, in one sentence that names the file, leaving nothing on the disk and nothing in the tables.</summary>
[Collection(SongsCollection.Name)]
public sealed class RefusedUploadTests(SongsApp songs)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], int> BadAudio() => new()
    {
        { "text.mp3", TestSound.Text(), 415 },
        { "program.mp3", [0x7f, .. "ELF"u8, .. new byte[4000]], 415 },
        { "page.mp3", "<!doctype html><script>alert(1)</script>"u8.ToArray(), 415 },
        { "archive.mp3", [.. "PK\u0003\u0004"u8, .. new byte[4000]], 415 },
        { "list.mp3", "#EXTM3U\nfile:///etc/passwd\n"u8.ToArray(), 415 },
        { "concat.mp3", "ffconcat version 1.0\nfile /etc/passwd\n"u8.ToArray(), 415 },
        { "empty.mp3", [], 422 },
        { "long.wav", [.. TestSound.Wav(440), .. new byte[SongsApp.MaxAudio]], 413 },
        { "\u202e3pm.exe", TestSound.Text(), 415 },
        { "../../" + new string('x', 300), TestSound.Text(), 415 },
    };

    public static TheoryData<string, byte[], int> BadCovers() => new()
    {
        { "text.jpg", TestSound.Text(), 415 },
        { "empty.jpg", [], 422 },
        { "truncated.jpg", EmbeddedCovers.Jpeg(600, 600)[..2000], 422 },
        { "bomb.png", HugePng(), 422 },
        { "drawing.png", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), 415 },
        { "big.jpg", [.. EmbeddedCovers.Jpeg(), .. new byte[SongsApp.MaxCover]], 413 },
    };

    [Theory]
    [MemberData(nameof(BadAudio))]
    public Task Bad_audio_is_refused(string name, byte[] bytes, int status) => IsRefused(name, status, FormPart.Audio(bytes, name));

    [Theory]
    [MemberData(nameof(BadCovers))]
    public Task A_bad_cover_is_refused_and_its_good_audio_with_it(string name, byte[] bytes, int status) =>
        IsRefused(name, status, FormPart.Audio(TestSound.Wav(700), "good.wav"), FormPart.Cover(bytes, name));

    [Fact]
    public async Task The_sentence_names_the_limit()
    {
        var (_, problem) = await songs.Post(await songs.Playlist(), FormPart.Audio(new byte[SongsApp.MaxAudio + 1], "long.wav"));
        Assert.Equal("“long.wav” is larger than 1.9 MB.", problem.GetProperty("detail").GetString());
        Assert.Equal("long.wav", problem.GetProperty("file").GetString());
    }

    [Fact]
    public async Task A_file_far_over_the_limit_is_refused_before_it_is_sent()
    {
        const long claimed = 40_000_000_000;
        var answer = await Raw(await songs.Playlist(), $"Content-Length: {claimed}\r\n", Head("huge.flac"));
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("huge.flac", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(songs.FilesOnDisk(), f => f.Contains("/uploads/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endless_body_that_declares_no_size_is_cut_off_at_the_limit()
    {
        var playlist = await songs.Playlist();
        using var client = await Connect();
        await using var wire = client.GetStream();
        await Say(wire, $"POST /api/v1/playlists/{playlist}/songs HTTP/1.1\r\n{Common}Transfer-Encoding: chunked\r\n\r\n");
        await Chunk(wire, Encoding.UTF8.GetBytes(Head("endless.flac")));
        var zeros = new byte[100_000];
        for (var sent = 0; sent <= SongsApp.MaxAudio; sent += zeros.Length)
        {
            await Chunk(wire, zeros);
        }

        // No last chunk: the answer comes all the same.
        var answer = new byte[4096];
        var length = await wire.ReadAsync(answer, Stop);
        Assert.StartsWith("HTTP/1.1 413", Encoding.UTF8.GetString(answer, 0, length), StringComparison.Ordinal);
        await NothingArrives();
    }

    [Fact]
    public async Task A_declared_size_that_lies_leaves_nothing_when_the_sender_goes()
    {
        var playlist = await songs.Playlist();
        var before = songs.FilesOnDisk();
        using (var client = await Connect())
        {
            await using var wire = client.GetStream();
            await Say(wire, $"POST /api/v1/playlists/{playlist}/songs HTTP/1.1\r\n{Common}Content-Length: 1500000\r\n\r\n{Head("half.flac")}");
            await wire.WriteAsync(new byte[200_000], Stop);
            await Eventually.True(() => songs.FilesOnDisk().Length > before.Length);
        }

        await NothingArrives();
        Assert.Equal(before, songs.FilesOnDisk());
    }

    [Fact]
    public async Task A_body_shorter_than_its_parts_is_a_bad_request()
    {
        var body = Head("half.flac") + "fLaC and no end";
        var answer = await Raw(await songs.Playlist(), $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n", body);
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("The upload broke off or is not well-formed multipart/form-data.", answer, StringComparison.Ordinal);
        await NothingArrives();
    }

    [Theory]
    [InlineData("title", "x", "at least one part")]
    [InlineData("batch", "seven", "batch is an id")]
    [InlineData("duplicates", "maybe", "duplicates is ask")]
    [InlineData("sameAudioAs", "00000000-0000-0000-0000-000000000001", "sameAudioAs names no song")]
    public async Task Words_that_cannot_be_understood_are_refused(string name, string value, string sentence)
    {
        var (status, problem) = await songs.Post(await songs.Playlist(), FormPart.Word(name, value));
        Assert.Equal(422, status);
        Assert.Contains(sentence, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_of_301_characters_a_second_audio_and_a_file_of_another_name_are_refused()
    {
        var playlist = await songs.Playlist();
        var wav = FormPart.Audio(TestSound.Wav(440));
        foreach (var parts in new FormPart[][] { [FormPart.Word("title", new string('x', 301)), wav], [wav, wav], [new("movie", [1], "x.mp4", null)] })
        {
            Assert.Equal(422, (await songs.Post(playlist, parts)).Status);
        }

        Assert.Equal(0, await songs.Read(db => db.Songs.CountAsync(s => s.PlaylistId == playlist, Stop)));
    }

    [Fact]
    public async Task An_unknown_playlist_is_404_and_a_body_that_is_no_form_is_415()
    {
        Assert.Equal(404, (await songs.Post(Guid.NewGuid(), FormPart.Audio(TestSound.Wav(440)))).Status);
        using var json = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/playlists/{await songs.Playlist()}/songs") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        Assert.Equal(415, (await songs.Send(json)).Status);
    }

    private static string Common => $"Host: localhost\r\nAuthorization: Bearer {AppFixture.DemoToken}\r\nContent-Type: multipart/form-data; boundary=b\r\n";

    private static string Head(string fileName) => $"--b\r\nContent-Disposition: form-data; name=\"audio\"; filename=\"{fileName}\"\r\n\r\n";

    private async Task IsRefused(string name, int expected, params FormPart[] parts)
    {
        var playlist = await songs.Playlist();
        var before = songs.FilesOnDisk();
        var (status, problem) = await songs.Post(playlist, parts);
        Assert.Equal(expected, status);
        var sentence = problem.GetProperty("detail").GetString()!;
        Assert.Matches(new Regex(@"^“[^“”]+” .+[^.]\.$"), sentence);
        Assert.Contains(Regex.Replace(Path.GetFileName(name), "[^a-z.]", "")[..5], sentence.Replace("3", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', sentence);
        Assert.Equal(before, songs.FilesOnDisk());
        Assert.Equal(0, await songs.Read(db => db.Songs.CountAsync(s => s.PlaylistId == playlist, Stop)));
        Assert.Equal(0, (await songs.App.Playlist(playlist)).GetProperty("revision").GetInt64());
    }

    private Task NothingArrives() => Eventually.True(() => !songs.FilesOnDisk().Any(f => f.Contains("/uploads/", StringComparison.Ordinal)));

    private async Task<TcpClient> Connect()
    {
        var client = new TcpClient();
        await client.ConnectAsync(songs.App.Address.Host, songs.App.Address.Port, Stop);
        return client;
    }

    private async Task<string> Raw(Guid playlist, string lengthHeader, string body)
    {
        using var client = await Connect();
        await using var wire = client.GetStream();
        await Say(wire, $"POST /api/v1/playlists/{playlist}/songs HTTP/1.1\r\n{Common}{lengthHeader}\r\n{body}");
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (!answer.ToString().Contains("traceId", StringComparison.Ordinal) && await wire.ReadAsync(buffer, Stop) is var read and > 0)
        {
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return answer.ToString();
    }

    private static async Task Say(NetworkStream wire, string text) => await wire.WriteAsync(Encoding.UTF8.GetBytes(text), Stop);

    private static async Task Chunk(NetworkStream wire, byte[] bytes)
    {
        await Say(wire, $"{bytes.Length:x}\r\n");
        await wire.WriteAsync(bytes, Stop);
        await Say(wire, "\r\n");
    }

    /// <summary>A PNG whose header claims 50,000 × 50,000.</summary>
    private static byte[] HugePng()
    {
        var png = TestCover.Png(0, 16);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 50_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 50_000);
        var check = new System.IO.Hashing.Crc32();
        check.Append(png.AsSpan(12, 17));
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), check.GetCurrentHashAsUInt32());
        return png;
    }
}

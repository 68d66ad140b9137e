using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Songs;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>Uploads that stop and go on, over real HTTP.</summary>
[Collection(SongsCollection.Name)]
public sealed class ResumableUploadTests(SongsApp songs)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private TusSender Tus => new(songs.Api);

    [Fact]
    public async Task The_server_says_what_it_speaks()
    {
        using var answer = await songs.Api.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/api/v1/uploads"), Stop);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("1.0.0", Header(answer, "Tus-Version"));
        Assert.Equal("1.0.0", Header(answer, "Tus-Resumable"));
        Assert.Equal("creation,termination,expiration", Header(answer, "Tus-Extension"));
        Assert.Equal($"{SongsApp.MaxAudio}", Header(answer, "Tus-Max-Size"));
    }

    [Fact]
    public async Task A_file_goes_on_where_the_line_was_cut_and_becomes_a_song()
    {
        var playlist = await songs.Playlist();
        var wav = TestSound.Wav(901, seconds: 20);
        var upload = await Tus.Open(wav.Length, "Ana - Cut.wav");
        await Tus.Break(upload, 0, wav[..50_000], announced: wav.Length);
        await Tus.Break(upload, 50_000, wav[50_000..90_001], announced: wav.Length - 50_000);
        using var rest = await Tus.Append(upload, 90_001, wav[90_001..]);
        Assert.Equal((HttpStatusCode.NoContent, $"{wav.Length}"), (rest.StatusCode, Header(rest, "Upload-Offset")));
        Assert.InRange(DateTimeOffset.Parse(Header(rest, "Upload-Expires"), null), TimeProvider.System.GetUtcNow().AddHours(23), TimeProvider.System.GetUtcNow().AddHours(25));

        var (status, added) = await Add(playlist, upload, "key-cut");
        Assert.Equal(201, status);
        Assert.Equal(("Cut", "Ana"), (added.GetProperty("song").GetProperty("title").GetString(), added.GetProperty("song").GetProperty("artist").GetString()));
        Assert.Equal(wav, await songs.Api.GetByteArrayAsync(added.GetProperty("song").GetProperty("audioUrl").GetString(), Stop));
        Assert.DoesNotContain(songs.FilesOnDisk(), file => file.EndsWith($"{Guid.Parse(Id(upload)):n}.part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_completion_again_gets_the_same_answer_and_another_is_told_to_send_again()
    {
        var playlist = await songs.Playlist();
        var upload = await Whole(TestSound.Wav(902));
        var (_, first) = await Add(playlist, upload, "key-again");
        var (status, again) = await Add(playlist, upload, "key-again");
        Assert.Equal((201, first.GetRawText()), (status, again.GetRawText()));
        Assert.Equal(1, await songs.Read(db => db.Songs.CountAsync(s => s.PlaylistId == playlist, Stop)));

        var (other, problem) = await Add(playlist, upload, "key-another");
        Assert.Equal(410, other);
        Assert.Contains("send the file again", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var head = await Tus.Send(HttpMethod.Head, upload);
        Assert.Equal(HttpStatusCode.Gone, head.StatusCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(11)]
    public async Task An_offset_that_is_not_where_the_upload_stands_is_409(int offset)
    {
        var upload = await Tus.Open(20);
        await Ok(Tus.Append(upload, 0, new byte[10]));
        using var wrong = await Tus.Append(upload, offset, new byte[5]);
        Assert.Equal(HttpStatusCode.Conflict, wrong.StatusCode);
        Assert.Equal("1.0.0", Header(wrong, "Tus-Resumable"));
        Assert.Equal(10, await Tus.Offset(upload));
    }

    [Fact]
    public async Task More_than_was_announced_is_413_and_nothing_of_it_is_kept()
    {
        var upload = await Tus.Open(20);
        await Ok(Tus.Append(upload, 0, new byte[10]));
        using var declared = await Tus.Append(upload, 10, new byte[11]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, declared.StatusCode);
        using var hidden = await Tus.Append(upload, 10, new UnknownLength(new byte[300_000]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, hidden.StatusCode);
        Assert.Equal(10, await Tus.Offset(upload));
    }

    [Fact]
    public async Task A_file_over_the_limit_is_refused_before_its_first_byte_and_an_empty_one_too()
    {
        using var large = await Tus.Send(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", $"{SongsApp.MaxAudio + 1}"), ("Upload-Metadata", "filename aHVnZS53YXY="));
        Assert.Equal((413, $"{SongsApp.MaxAudio}"), ((int)large.StatusCode, Header(large, "Tus-Max-Size")));
        Assert.Contains("huge.wav", await large.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var empty = await Tus.Send(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", "0"));
        Assert.Equal(422, (int)empty.StatusCode);
    }

    [Fact]
    public async Task Another_version_no_length_and_another_content_type_are_refused()
    {
        using var version = await Tus.Send(HttpMethod.Post, "/api/v1/uploads", ("Tus-Resumable", "0.2.2"), ("Upload-Length", "5"));
        Assert.Equal((412, "1.0.0"), ((int)version.StatusCode, Header(version, "Tus-Version")));
        using var none = await songs.Api.PostAsync("/api/v1/uploads", null, Stop);
        Assert.Equal(412, (int)none.StatusCode);
        using var deferred = await Tus.Send(HttpMethod.Post, "/api/v1/uploads", ("Upload-Defer-Length", "1"));
        Assert.Equal(400, (int)deferred.StatusCode);
        var upload = await Tus.Open(5);
        using var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = new StringContent("hello") };
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Offset", "0");
        using var type = await songs.Api.SendAsync(request, Stop);
        Assert.Equal(415, (int)type.StatusCode);
    }

    [Fact]
    public async Task Another_persons_upload_is_not_there()
    {
        var upload = await Whole(TestSound.Wav(903));
        using var other = new HttpClient { BaseAddress = songs.App.Address };
        other.DefaultRequestHeaders.Authorization = new("Bearer", await Databases.AddToken(Roles.Editor));
        var theirs = new TusSender(other);
        foreach (var method in new[] { HttpMethod.Head, HttpMethod.Delete })
        {
            using var answer = await theirs.Send(method, upload);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var append = await theirs.Append(upload, 0, new byte[1]);
        Assert.Equal(HttpStatusCode.NotFound, append.StatusCode);
        using var tags = await other.GetAsync($"{upload}/tags", Stop);
        Assert.Equal(HttpStatusCode.NotFound, tags.StatusCode);
        using var form = new MultipartFormDataContent { { new StringContent(Id(upload)), "upload" } };
        using var song = await other.PostAsync($"/api/v1/playlists/{await songs.Playlist()}/songs", form, Stop);
        Assert.Equal(HttpStatusCode.NotFound, song.StatusCode);
    }

    [Fact]
    public async Task A_stranger_and_a_viewer_may_not_upload()
    {
        using var stranger = new HttpClient { BaseAddress = songs.App.Address };
        using var unknown = await new TusSender(stranger).Send(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", "5"));
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", await Databases.AddToken(Roles.Viewer));
        using var viewer = await new TusSender(stranger).Send(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", "5"));
        Assert.Equal(HttpStatusCode.Forbidden, viewer.StatusCode);
    }

    [Fact]
    public async Task A_given_up_upload_is_gone()
    {
        var upload = await Tus.Open(20);
        await Ok(Tus.Append(upload, 0, new byte[10]));
        await Ok(Tus.Send(HttpMethod.Post, upload, ("X-HTTP-Method-Override", "DELETE")));
        using var head = await Tus.Send(HttpMethod.Head, upload);
        Assert.Equal(HttpStatusCode.NotFound, head.StatusCode);
        using var again = await Tus.Send(HttpMethod.Delete, upload);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.DoesNotContain(songs.FilesOnDisk(), file => file.Contains(Guid.Parse(Id(upload)).ToString("n"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Half_a_file_is_no_song_and_what_is_no_audio_is_refused_by_its_content()
    {
        var playlist = await songs.Playlist();
        var half = await Tus.Open(20);
        await Ok(Tus.Append(half, 0, new byte[10]));
        var (status, problem) = await Add(playlist, half, "key-half");
        Assert.Equal(409, status);
        Assert.Contains("10 of 20 bytes", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await Ok(Tus.Send(HttpMethod.Delete, half));

        var text = await Whole(TestSound.Text(), "list.mp3");
        using var tags = await songs.Api.GetAsync($"{text}/tags", Stop);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, tags.StatusCode);
        Assert.Equal(415, (await Add(playlist, text, "key-text")).Status);
        Assert.Equal(0, await songs.Read(db => db.Songs.CountAsync(s => s.PlaylistId == playlist, Stop)));
        await Ok(Tus.Send(HttpMethod.Delete, text));
    }

    [Fact]
    public async Task Tags_are_read_before_the_song_is_made_and_a_duplicate_is_seen()
    {
        var playlist = await songs.Playlist();
        var wav = TestSound.Wav(904, seconds: 2);
        var (_, first) = await songs.Post(playlist, FormPart.Audio(wav, "First.wav"));
        var upload = await Whole(wav, "Ana - Again.wav");
        var tags = JsonDocument.Parse(await songs.Api.GetStringAsync($"{upload}/tags?playlist={playlist}", Stop)).RootElement;
        Assert.Equal(("Again", "Ana", "wav", (long)wav.Length), (tags.GetProperty("title").GetString(), tags.GetProperty("artist").GetString(), tags.GetProperty("format").GetString(), tags.GetProperty("bytes").GetInt64()));
        Assert.Equal(first.GetProperty("sha256").GetString(), tags.GetProperty("sha256").GetString());
        Assert.Equal(first.GetProperty("song").GetProperty("id").GetGuid(), tags.GetProperty("existing").GetProperty("id").GetGuid());
        await Ok(Tus.Send(HttpMethod.Delete, upload));
    }

    [Fact]
    public async Task A_duplicate_can_take_the_place_of_the_song_it_doubles()
    {
        var playlist = await songs.Playlist();
        var wav = TestSound.Wav(905);
        var old = (await songs.Post(playlist, FormPart.Audio(wav, "Old.wav"))).Body.GetProperty("song").GetProperty("id").GetGuid();
        await songs.Post(playlist, FormPart.Audio(TestSound.Wav(906), "Second.wav"));
        var upload = await Whole(wav, "New.wav");
        var (asked, problem) = await Add(playlist, upload, "key-ask", FormPart.Word("duplicates", "ask"));
        Assert.Equal((409, old), (asked, problem.GetProperty("existing").GetProperty("id").GetGuid()));
        Assert.NotEmpty(problem.GetProperty("existing").GetProperty("addedBy").GetString()!);

        var (status, added) = await Add(playlist, upload, "key-replace", FormPart.Word("duplicates", "ask"), FormPart.Word("replaces", old.ToString()));
        Assert.Equal((201, old), (status, added.GetProperty("replaced").GetGuid()));
        Assert.Equal(JsonValueKind.Null, added.GetProperty("duplicateOf").ValueKind);
        var now = await songs.Read(db => db.Songs.Where(s => s.PlaylistId == playlist).OrderBy(s => s.Position).Select(s => s.Title).ToListAsync(Stop));
        Assert.Equal(["New", "Second"], now);
        Assert.True(await songs.Read(db => db.Audit.AnyAsync(a => a.Act == "song.replace" && a.Subject == old.ToString(), Stop)));
    }

    [Fact]
    public async Task Two_connections_on_one_upload_are_one_and_a_refusal()
    {
        var upload = await Tus.Open(1_000_000);
        using var slow = new TcpClient();
        await slow.ConnectAsync(songs.App.Address.Host, songs.App.Address.Port, Stop);
        await using var wire = slow.GetStream();
        await wire.WriteAsync(Encoding.ASCII.GetBytes(
            $"PATCH {upload} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {AppFixture.DemoToken}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: 1000000\r\n\r\n"), Stop);
        using var stopped = new CancellationTokenSource();
        var sending = Task.Run(async () =>
        {
            // A slow line: never silent for long.
            while (!stopped.IsCancellationRequested)
            {
                await wire.WriteAsync(new byte[100], Stop);
                await Task.Delay(100, Stop);
            }
        }, Stop);
        await Eventually.Get(() => Tus.Offset(upload), at => at > 0);
        using var second = await Tus.Append(upload, await Tus.Offset(upload), new byte[10]);
        Assert.Contains((int)second.StatusCode, new[] { 423, 409 });
        await stopped.CancelAsync();
        await sending;

        // The line stays open and says nothing more, as one that died without a word: it gives way.
        await Eventually.Get(
            async () =>
            {
                using var next = await Tus.Append(upload, await Tus.Offset(upload), new byte[10]);
                return next.StatusCode;
            },
            status => status == HttpStatusCode.NoContent);
        await Ok(Tus.Send(HttpMethod.Delete, upload));
    }

    [Fact]
    public async Task Nobody_fills_the_disk_with_uploads_that_become_nothing()
    {
        await using var app = await AppFixture.Start(("Upload:MaxOpen", "2"), ("Upload:MaxOpenBytes", "1000"));
        using var api = app.Api();
        var tus = new TusSender(api);
        var first = await tus.Open(100);
        await tus.Open(100);
        using var third = await tus.Send(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", "1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        await Ok(tus.Send(HttpMethod.Delete, first));
        using var large = await tus.Send(HttpMethod.Post, "/api/v1/uploads", ("Upload-Length", "1001"));
        Assert.Equal(HttpStatusCode.TooManyRequests, large.StatusCode);
        await tus.Open(100);
    }

    private IDbContextFactory<MosaicDb> Databases => songs.App.Services.GetRequiredService<IDbContextFactory<MosaicDb>>();

    private async Task<string> Whole(byte[] file, string name = "song.wav")
    {
        var upload = await Tus.Open(file.Length, name);
        await Ok(Tus.Append(upload, 0, file));
        return upload;
    }

    private Task<(int Status, JsonElement Body)> Add(Guid playlist, string upload, string key, params FormPart[] more) =>
        songs.Post(playlist, key, [FormPart.Word("upload", Id(upload)), .. more]);

    private static string Id(string upload) => upload[(upload.LastIndexOf('/') + 1)..];

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private static async Task Ok(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>Sent in chunks, so that nobody knows how much is coming.</summary>
    private sealed class UnknownLength(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

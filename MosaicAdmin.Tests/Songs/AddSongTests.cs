using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>What comes of an upload that is good.</summary>
[Collection(SongsCollection.Name)]
public sealed class AddSongTests(SongsApp songs)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mp3", "audio/mpeg")]
    [InlineData("flac", "audio/flac")]
    [InlineData("m4a", "audio/mp4")]
    [InlineData("ogg", "audio/ogg")]
    [InlineData("opus", "audio/ogg")]
    [InlineData("wav", "audio/wav")]
    public async Task Real_audio_is_kept_as_sent_with_its_tags_and_plays_from_anywhere(string kind, string contentType)
    {
        var bytes = await EncodedSong.Make(kind, cover: kind == "wav" ? null : EmbeddedCovers.Png());
        var (status, added) = await songs.Post(await songs.Playlist(), FormPart.Audio(bytes));
        Assert.Equal(201, status);
        Assert.Empty(added.GetProperty("warnings").EnumerateArray());
        var song = added.GetProperty("song");
        Assert.Equal(("Night Drive", "Ana", "Roads"), (song.GetProperty("title").GetString(), song.GetProperty("artist").GetString(), song.GetProperty("album").GetString()));
        Assert.InRange(song.GetProperty("durationMs").GetInt64(), 1900, 2200);

        var url = song.GetProperty("audioUrl").GetString();
        using var whole = await songs.Api.GetAsync(url, Stop);
        Assert.Equal(bytes, await whole.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal(contentType, whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(whole.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(whole.Headers.CacheControl!.Private);

        using var ask = new HttpRequestMessage(HttpMethod.Get, url);
        ask.Headers.Range = new RangeHeaderValue(100, 199);
        using var part = await songs.Api.SendAsync(ask, Stop);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[100..200], await part.Content.ReadAsByteArrayAsync(Stop));
    }

    [Theory]
    [InlineData("progressive")]
    [InlineData("rotated")]
    [InlineData("grey")]
    [InlineData("alpha")]
    [InlineData("wide")]
    public async Task An_embedded_cover_of_any_make_becomes_the_songs_cover(string make)
    {
        var cover = make switch
        {
            "progressive" => EmbeddedCovers.ProgressiveJpeg,
            "rotated" => EmbeddedCovers.RotatedJpeg,
            "grey" => EmbeddedCovers.GreyJpeg,
            "alpha" => EmbeddedCovers.PngWithAlpha,
            _ => EmbeddedCovers.Png(192, 64),
        };
        var (status, added) = await songs.Post(await songs.Playlist(), FormPart.Audio(await EncodedSong.Make("mp3", cover: cover)));
        Assert.Equal(201, status);
        Assert.Empty(added.GetProperty("warnings").EnumerateArray());
        foreach (var which in new[] { "coverUrl", "thumbnailUrl" })
        {
            using var picture = await songs.Api.GetAsync(added.GetProperty("song").GetProperty(which).GetString(), Stop);
            Assert.Equal("image/jpeg", picture.Content.Headers.ContentType?.MediaType);
            Assert.Equal("public, max-age=31536000, immutable", picture.Headers.CacheControl?.ToString());
            Assert.Equal([0xff, 0xd8], (await picture.Content.ReadAsByteArrayAsync(Stop))[..2]);
        }
    }

    [Fact]
    public async Task A_dropped_cover_wins_over_an_embedded_one_and_may_come_alone()
    {
        var playlist = await songs.Playlist();
        var dropped = TestCover.Png(200, 128);
        var alone = await songs.Post(playlist, FormPart.Cover(dropped, "Ana - Night Drive.png"));
        Assert.Equal(201, alone.Status);
        Assert.Equal("Night Drive", alone.Body.GetProperty("song").GetProperty("title").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, alone.Body.GetProperty("song").GetProperty("audioUrl").ValueKind);
        var both = await songs.Post(playlist, FormPart.Audio(await EncodedSong.Make("mp3", cover: EmbeddedCovers.Png())), FormPart.Cover(dropped));
        Assert.Equal(alone.Body.GetProperty("song").GetProperty("coverUrl").GetString(), both.Body.GetProperty("song").GetProperty("coverUrl").GetString());
    }

    [Fact]
    public async Task An_embedded_cover_that_cannot_be_read_costs_a_warning_and_not_the_song()
    {
        var song = await EncodedSong.Make("mp3", cover: EmbeddedCovers.Jpeg());
        var picture = song.AsSpan().IndexOf([(byte)0xff, (byte)0xd8, (byte)0xff]);
        song.AsSpan(picture + 2, 200).Fill(0x20);
        var (status, added) = await songs.Post(await songs.Playlist(), FormPart.Audio(song));
        Assert.Equal(201, status);
        Assert.Contains("cover", Assert.Single(added.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, added.GetProperty("song").GetProperty("coverUrl").ValueKind);
        Assert.Equal("Night Drive", added.GetProperty("song").GetProperty("title").GetString());
    }

    [Fact]
    public async Task Words_that_were_sent_win_over_tags()
    {
        var song = FormPart.Audio(await EncodedSong.Make("flac"));
        var (_, added) = await songs.Post(await songs.Playlist(), FormPart.Word("title", " Mine "), FormPart.Word("artist", ""), song);
        Assert.Equal(("Mine", "Ana"), (added.GetProperty("song").GetProperty("title").GetString(), added.GetProperty("song").GetProperty("artist").GetString()));
    }

    [Theory]
    [InlineData("../../a", "a")]
    [InlineData("C:\\a", "a")]
    [InlineData("CON", "CON")]
    [InlineData("nul\0l.wav", "nul l")]
    [InlineData("line\r\nbreak.wav", "line break")]
    [InlineData("song\u202egnp.wav", "songgnp")]
    [InlineData("<img onerror=alert(1)>.wav", "<img onerror=alert(1)>")]
    public async Task A_hostile_name_becomes_a_harmless_title_and_never_a_path(string name, string title)
    {
        var (status, added) = await songs.Post(await songs.Playlist(), FormPart.Audio(TestSound.Wav(300 + title.Length), name));
        Assert.Equal(201, status);
        Assert.Equal(title, added.GetProperty("song").GetProperty("title").GetString());
        Assert.All(songs.FilesOnDisk(), file => Assert.Matches(@"/files/(audio/[0-9a-f]{64}|covers/[0-9a-f]{64}/(tile\.png|512\.jpg|160\.jpg))$", file));
    }

    [Fact]
    public async Task A_name_of_a_thousand_characters_is_a_title_of_three_hundred()
    {
        var (status, added) = await songs.Post(await songs.Playlist(), FormPart.Audio(TestSound.Wav(333), new string('n', 1000) + ".wav"));
        Assert.Equal(201, status);
        Assert.Equal(new string('n', 300), added.GetProperty("song").GetProperty("title").GetString());
    }

    [Fact]
    public async Task The_object_is_named_after_its_content_and_stored_once()
    {
        var audio = TestSound.Wav(512);
        var playlist = await songs.Playlist();
        await songs.Post(playlist, FormPart.Audio(audio));
        await songs.Post(playlist, FormPart.Audio(audio));
        Assert.Single(songs.FilesOnDisk(), f => f.EndsWith(Convert.ToHexStringLower(SHA256.HashData(audio)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Songs_queue_up_in_order_and_a_batch_is_one_task()
    {
        var playlist = await songs.Playlist();
        var batch = FormPart.Word("batch", Guid.NewGuid().ToString());
        var first = await songs.Post(playlist, batch, FormPart.Audio(TestSound.Wav(601)));
        var second = await songs.Post(playlist, batch, FormPart.Audio(TestSound.Wav(602)));
        var later = await songs.Post(playlist, FormPart.Audio(TestSound.Wav(603)));
        Assert.Equal(first.Body.GetProperty("taskId").GetGuid(), second.Body.GetProperty("taskId").GetGuid());
        Assert.NotEqual(first.Body.GetProperty("taskId").GetGuid(), later.Body.GetProperty("taskId").GetGuid());
        Assert.Equal([1, 2, 3], new[] { first, second, later }.Select(a => a.Body.GetProperty("song").GetProperty("position").GetInt32()));
        Assert.True(later.Body.GetProperty("dueAt").GetDateTimeOffset() > DateTimeOffset.UnixEpoch);
        Assert.Equal(3, (await songs.App.Playlist(playlist)).GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task A_playlist_that_publishes_nothing_still_takes_songs()
    {
        var playlist = await songs.App.CreatePlaylist("First song", "firstSong");
        var (status, added) = await songs.Post(playlist, FormPart.Cover(TestCover.Png(10, 64)));
        Assert.Equal(201, status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, added.GetProperty("taskId").ValueKind);
    }

    [Fact]
    public async Task Who_added_what_is_written_down()
    {
        var (_, added) = await songs.Post(await songs.Playlist(), FormPart.Cover(TestCover.Png(20, 64)));
        var id = added.GetProperty("song").GetProperty("id").GetGuid().ToString();
        var entry = await songs.Read(db => db.Audit.SingleAsync(a => a.Subject == id, Stop));
        Assert.Equal(("song.add", "admin@mosaic.test"), (entry.Act, entry.Actor));
    }
}

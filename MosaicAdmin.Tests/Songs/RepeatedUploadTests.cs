using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Songs;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>The same upload again: by its key, by its audio.</summary>
[Collection(SongsCollection.Name)]
public sealed class RepeatedUploadTests(SongsApp songs)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_gets_the_same_answer_and_adds_nothing()
    {
        var playlist = await songs.Playlist();
        var part = FormPart.Audio(TestSound.Wav(801));
        var first = await songs.Post(playlist, "key-same", part);
        var again = await songs.Post(playlist, "key-same", part);
        Assert.Equal((201, 201), (first.Status, again.Status));
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal(1, await Count(playlist));
        Assert.Equal(1, (await songs.App.Playlist(playlist)).GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_refused()
    {
        var playlist = await songs.Playlist();
        await songs.Post(playlist, "key-other", FormPart.Audio(TestSound.Wav(802)));
        var (status, problem) = await songs.Post(playlist, "key-other", FormPart.Audio(TestSound.Wav(803)));
        Assert.Equal(422, status);
        Assert.Contains("Idempotency-Key", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(422, (await songs.Post(playlist, "key-other", FormPart.Word("title", "x"), FormPart.Audio(TestSound.Wav(802)))).Status);
        Assert.Equal(1, await Count(playlist));
    }

    [Fact]
    public async Task Many_parallel_uses_of_one_key_make_one_song()
    {
        var playlist = await songs.Playlist();
        var part = FormPart.Audio(TestSound.Wav(804));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => songs.Post(playlist, "key-parallel", part)));
        Assert.All(answers, a => Assert.Equal(201, a.Status));
        Assert.Single(answers.Select(a => a.Body.GetRawText()).Distinct());
        Assert.Equal(1, await Count(playlist));
    }

    [Fact]
    public async Task Another_person_may_use_the_same_key()
    {
        var playlist = await songs.Playlist();
        await songs.Post(playlist, "key-shared", FormPart.Cover(TestCover.Png(30, 64), "c.png"));
        await using var scope = songs.App.Services.CreateAsyncScope();
        var editor = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<MosaicDb>>().Add(Roles.Editor);
        var cover = await scope.ServiceProvider.GetRequiredService<ReceiveFile>().Execute(new MemoryStream(TestCover.Png(60, 64)), "c.png", FilePart.Cover, Stop);
        await using var asked = new NewSong(playlist) { IdempotencyKey = "key-shared", Cover = cover };
        var added = await scope.ServiceProvider.GetRequiredService<AddSong>().Execute(editor, asked, Stop);
        Assert.Equal(2, added.Song.Position);
    }

    [Fact]
    public async Task A_key_of_201_characters_is_refused() =>
        Assert.Equal(422, (await songs.Post(await songs.Playlist(), new string('k', 201), FormPart.Audio(TestSound.Wav(805)))).Status);

    [Fact]
    public async Task Audio_the_playlist_has_is_asked_about_or_added_with_a_note()
    {
        var playlist = await songs.Playlist();
        var part = FormPart.Audio(TestSound.Wav(806), "Ana - First.wav");
        var first = (await songs.Post(playlist, part)).Body.GetProperty("song");
        var (status, problem) = await songs.Post(playlist, FormPart.Word("duplicates", "ask"), part);
        Assert.Equal(409, status);
        var existing = problem.GetProperty("existing");
        Assert.Equal((first.GetProperty("id").GetGuid(), "First", "Ana"), (existing.GetProperty("id").GetGuid(), existing.GetProperty("title").GetString(), existing.GetProperty("artist").GetString()));
        Assert.Equal(1, await Count(playlist));

        var added = await songs.Post(playlist, part);
        Assert.Equal(201, added.Status);
        Assert.Equal(first.GetProperty("id").GetGuid(), added.Body.GetProperty("duplicateOf").GetGuid());

        var elsewhere = await songs.Post(await songs.Playlist(), FormPart.Word("duplicates", "ask"), part);
        Assert.Equal(201, elsewhere.Status);
        Assert.Equal(JsonValueKind.Null, elsewhere.Body.GetProperty("duplicateOf").ValueKind);
    }

    [Fact]
    public async Task A_duplicate_is_kept_without_sending_its_bytes_again()
    {
        var playlist = await songs.Playlist();
        var first = (await songs.Post(playlist, FormPart.Audio(TestSound.Wav(807), "First.wav"), FormPart.Cover(TestCover.Png(90, 64)))).Body.GetProperty("song");
        var (status, kept) = await songs.Post(playlist, FormPart.Word("sameAudioAs", first.GetProperty("id").GetString()!), FormPart.Word("title", "Second"));
        Assert.Equal(201, status);
        var second = kept.GetProperty("song");
        Assert.Equal("Second", second.GetProperty("title").GetString());
        Assert.Equal(first.GetProperty("id").GetGuid(), kept.GetProperty("duplicateOf").GetGuid());
        Assert.Equal(first.GetProperty("coverUrl").GetString(), second.GetProperty("coverUrl").GetString());
        Assert.Equal(
            await songs.Api.GetByteArrayAsync(first.GetProperty("audioUrl").GetString(), Stop),
            await songs.Api.GetByteArrayAsync(second.GetProperty("audioUrl").GetString(), Stop));
    }

    private Task<int> Count(Guid playlist) => songs.Read(db => db.Songs.CountAsync(s => s.PlaylistId == playlist, Stop));
}

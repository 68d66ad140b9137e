using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Songs;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Songs;

/// <summary>Edit, remove, arrange, another cover: what each does, whether it publishes, and who may.</summary>
[Collection(SongsCollection.Name)]
public sealed class ChangeSongsTests(SongsApp songs)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_edit_renames_and_publishes_nothing()
    {
        var (playlist, ids) = await Three();
        var (status, song) = await Send(HttpMethod.Patch, $"{playlist}/songs/{ids[0]}", new { title = " New \u202ename ", artist = "" });
        Assert.Equal((200, "New name"), (status, song.GetProperty("title").GetString()));
        Assert.Equal(JsonValueKind.Null, song.GetProperty("artist").ValueKind);
        Assert.Equal(3, await Revision(playlist));
        Assert.Equal(422, (await Send(HttpMethod.Patch, $"{playlist}/songs/{ids[0]}", new { title = " " })).Status);
        Assert.Equal(422, (await Send(HttpMethod.Patch, $"{playlist}/songs/{ids[0]}", new { album = new string('x', 301) })).Status);
        Assert.Equal(404, (await Send(HttpMethod.Patch, $"{playlist}/songs/{Guid.NewGuid()}", new { title = "x" })).Status);
    }

    [Fact]
    public async Task A_removed_song_is_gone_and_published()
    {
        var (playlist, ids) = await Three();
        Assert.Equal(204, (await Send(HttpMethod.Delete, $"{playlist}/songs/{ids[1]}")).Status);
        Assert.Equal([ids[0], ids[2]], await Order(playlist));
        Assert.Equal(4, await Revision(playlist));
        Assert.Equal(404, (await Send(HttpMethod.Delete, $"{playlist}/songs/{ids[1]}")).Status);
        Assert.Equal(404, (await Send(HttpMethod.Delete, $"{await songs.Playlist()}/songs/{ids[0]}")).Status);
        Assert.Equal(4, await Revision(playlist));
    }

    [Fact]
    public async Task Another_order_is_published_and_the_same_order_is_not()
    {
        var (playlist, ids) = await Three();
        Assert.Equal(204, (await Send(HttpMethod.Patch, $"{playlist}/songs", new { order = new[] { ids[2], ids[0], ids[1] } })).Status);
        Assert.Equal([ids[2], ids[0], ids[1]], await Order(playlist));
        Assert.Equal(4, await Revision(playlist));
        Assert.Equal(204, (await Send(HttpMethod.Patch, $"{playlist}/songs", new { order = new[] { ids[2], ids[0], ids[1] } })).Status);
        Assert.Equal(4, await Revision(playlist));
    }

    [Fact]
    public async Task A_move_is_published_once_and_keeps_what_others_moved_meanwhile()
    {
        var (playlist, ids) = await Three();
        using var scope = songs.App.Services.CreateScope();
        var move = scope.ServiceProvider.GetRequiredService<MoveSong>();
        var editor = await songs.App.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().Add(Roles.Editor);

        Assert.False(await move.Execute(editor, playlist, SongMove.To(ids[0], 2, ids), Stop));
        Assert.Equal([ids[1], ids[2], ids[0]], await Order(playlist));
        Assert.Equal(4, await Revision(playlist));
        Assert.False(await move.Execute(editor, playlist, SongMove.To(ids[0], 2, [ids[1], ids[2], ids[0]]), Stop));
        Assert.Equal(4, await Revision(playlist));

        // Seen before the first move was made: that one stays, this one is in it.
        Assert.True(await move.Execute(editor, playlist, SongMove.To(ids[2], 1, ids), Stop));
        Assert.Equal([ids[1], ids[0], ids[2]], await Order(playlist));
        await Assert.ThrowsAsync<NotFoundException>(() => move.Execute(editor, playlist, SongMove.To(Guid.NewGuid(), 0, ids), Stop));
    }

    [Fact]
    public async Task An_order_that_is_no_permutation_is_refused()
    {
        var (playlist, ids) = await Three();
        foreach (var order in new Guid[][] { [ids[0], ids[1]], [ids[0], ids[1], ids[1]], [ids[0], ids[1], Guid.NewGuid()], [.. ids, ids[0]], [] })
        {
            Assert.Equal(422, (await Send(HttpMethod.Patch, $"{playlist}/songs", new { order })).Status);
        }

        Assert.Equal(400, (await Send(HttpMethod.Patch, $"{playlist}/songs", new { order = "first" })).Status);
        Assert.Equal(422, (await Send(HttpMethod.Patch, $"{playlist}/songs", new { })).Status);
        Assert.Equal(ids, await Order(playlist));
    }

    [Fact]
    public async Task Another_cover_is_published_the_same_again_is_not_and_a_bad_one_is_refused()
    {
        var (playlist, ids) = await Three();
        var picture = TestCover.Png(120, 64);
        var (status, song) = await PutCover(playlist, ids[0], picture);
        Assert.Equal(200, status);
        var url = song.GetProperty("coverUrl").GetString();
        Assert.Equal(4, await Revision(playlist));
        Assert.Equal(url, (await PutCover(playlist, ids[0], picture)).Body.GetProperty("coverUrl").GetString());
        Assert.Equal(4, await Revision(playlist));
        var (refused, problem) = await PutCover(playlist, ids[0], TestSound.Text());
        Assert.Equal((415, "new.png"), (refused, problem.GetProperty("file").GetString()));
        var kept = songs.FilesOnDisk();
        Assert.Equal(404, (await PutCover(playlist, Guid.NewGuid(), TestCover.Png(99, 64))).Status);
        Assert.Equal(kept, songs.FilesOnDisk());
    }

    [Fact]
    public async Task A_list_is_read_in_pages()
    {
        var (playlist, ids) = await Three();
        var first = await songs.App.Get($"/api/v1/playlists/{playlist}/songs?take=2");
        var rest = await songs.App.Get($"/api/v1/playlists/{playlist}/songs?take=2&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(ids, first.GetProperty("items").EnumerateArray().Concat(rest.GetProperty("items").EnumerateArray()).Select(s => s.GetProperty("id").GetGuid()));
        Assert.Equal(JsonValueKind.Null, rest.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task A_viewer_may_do_none_of_it_whatever_the_page_shows()
    {
        var (playlist, ids) = await Three();
        await using var scope = songs.App.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var viewer = await services.GetRequiredService<IDbContextFactory<MosaicDb>>().Add(Roles.Viewer);
        var nobody = new ClaimsPrincipal(new ClaimsIdentity());
        foreach (var user in new[] { viewer, nobody })
        {
            await Denied(() => services.GetRequiredService<AddSong>().Execute(user, new NewSong(playlist) { SameAudioAs = ids[0] }, Stop));
            await Denied(() => services.GetRequiredService<EditSong>().Execute(user, playlist, ids[0], new SongEdit("x"), Stop));
            await Denied(() => services.GetRequiredService<RemoveSong>().Execute(user, playlist, ids[0], Stop));
            await Denied(() => services.GetRequiredService<ArrangeSongs>().Execute(user, playlist, ids, Stop));
            await Denied(() => services.GetRequiredService<MoveSong>().Execute(user, playlist, SongMove.To(ids[0], 2, ids), Stop));
            await Denied(() => services.GetRequiredService<ReplaceCover>().Execute(user, playlist, ids[0], new MemoryStream(TestCover.Png(0, 64)), "x", Stop));
        }

        using var stranger = new HttpClient { BaseAddress = songs.App.Address };
        using var answer = await stranger.DeleteAsync($"/api/v1/playlists/{playlist}/songs/{ids[0]}", Stop);
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal(3, await Revision(playlist));
    }

    [Fact]
    public async Task Each_act_is_written_down()
    {
        var (playlist, ids) = await Three();
        await Send(HttpMethod.Patch, $"{playlist}/songs/{ids[0]}", new { title = "x" });
        await PutCover(playlist, ids[0], TestCover.Png(150, 64));
        await Send(HttpMethod.Patch, $"{playlist}/songs", new { order = ids.Reverse() });
        await Send(HttpMethod.Delete, $"{playlist}/songs/{ids[0]}");
        var subjects = new[] { playlist.ToString(), ids[0].ToString() };
        var acts = await songs.Read(db => db.Audit.Where(a => subjects.Contains(a.Subject)).OrderBy(a => a.Id).Select(a => a.Act).ToListAsync(Stop));
        Assert.Equal(["playlist.create", "song.add", "song.edit", "song.cover", "song.arrange", "song.remove"], acts);
    }

    private static Task<ForbiddenException> Denied(Func<Task> act) => Assert.ThrowsAsync<ForbiddenException>(act);

    private async Task<(Guid Playlist, Guid[] Songs)> Three()
    {
        var playlist = await songs.Playlist();
        var ids = new List<Guid>();
        foreach (var pitch in new[] { 901, 902, 903 })
        {
            var (_, added) = await songs.Post(playlist, FormPart.Audio(TestSound.Wav(pitch), $"Ana - {pitch}.wav"));
            ids.Add(added.GetProperty("song").GetProperty("id").GetGuid());
        }

        return (playlist, [.. ids]);
    }

    private async Task<long> Revision(Guid playlist) => (await songs.App.Playlist(playlist)).GetProperty("revision").GetInt64();

    private async Task<Guid[]> Order(Guid playlist) =>
        [.. (await songs.App.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetGuid())];

    private async Task<(int Status, JsonElement Body)> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/playlists/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        return await songs.Send(request);
    }

    private async Task<(int Status, JsonElement Body)> PutCover(Guid playlist, Guid song, byte[] picture)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/playlists/{playlist}/songs/{song}/cover?fileName=new.png") { Content = new ByteArrayContent(picture) };
        return await songs.Send(request);
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Health;
using MosaicAdmin.Songs;
using MosaicAdmin.Storage;
using MosaicAdmin.Tests.Mosaics;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Health;

/// <summary>What nobody needs goes, and nothing else, on a real disk and SQLite.</summary>
public sealed class CollectLeftoversTests : IAsyncLifetime
{
    private AppFixture _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Files => Path.Combine(_app.DataRoot, "files");

    private string[] Objects => [.. Directory.EnumerateFiles(Files, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Files, f)).Order()];

    public async ValueTask InitializeAsync() => _app = await AppFixture.Start(("Collect:Grace", "00:00:00"), ("Collect:Every", "01:00:00"));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task What_no_row_names_goes_after_a_day_and_the_rest_stays()
    {
        var playlist = await _app.CreatePlaylist("Kept");
        await _app.Upload(playlist, "Kept", TestSound.Wav(310), TestCover.Png(10));
        await _app.WaitForMosaic(playlist);
        var kept = Objects;
        await Orphan(hue: 200);
        var young = Objects.Except(kept).ToArray();
        Assert.Equal(0, (await Collect()).Objects);

        AgeAll();
        await File.WriteAllTextAsync(Path.Combine(Files, "audio", "somebody-elses"), "left alone", Stop);
        File.SetLastWriteTimeUtc(Path.Combine(Files, "audio", "somebody-elses"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var bytes = young.Sum(f => new FileInfo(Path.Combine(Files, f)).Length);
        var collected = await Collect();

        Assert.Equal((young.Length, bytes), (collected.Objects, collected.Bytes));
        Assert.Equal(kept.Append("audio/somebody-elses").Order(), Objects);
        Assert.Equal(new Collected(0, 0, 0, 0), await Collect());
    }

    [Fact]
    public async Task A_superseded_mosaic_goes_after_its_grace_and_its_row_stays_as_history()
    {
        var playlist = await _app.CreatePlaylist("Superseded");
        await _app.Upload(playlist, "One", cover: TestCover.Png(10));
        var before = await _app.WaitForMosaic(playlist);
        await _app.Upload(playlist, "Two", cover: TestCover.Png(120));
        await RemoveFirst(playlist);
        var after = await _app.WaitForMosaic(playlist);
        AgeAll();
        Assert.Equal(0, (await Collect(new CollectOptions { Grace = TimeSpan.FromHours(1) })).Mosaics);
        Assert.True(File.Exists(Path.Combine(Files, "mosaics", Name(before))));

        var collected = await Collect();
        Assert.Equal((1, 1), (collected.Objects, collected.Mosaics));
        Assert.False(File.Exists(Path.Combine(Files, "mosaics", Name(before))));
        Assert.True(File.Exists(Path.Combine(Files, "mosaics", Name(after))));
        await using var db = _app.Database();
        Assert.Equal([true, false], await db.Mosaics.OrderBy(m => m.Revision).Select(m => m.CollectedAt != null).ToListAsync(Stop));
        Assert.Equal([Url(after)], await db.Tasks.Where(t => t.ResultUrl != null).Select(t => t.ResultUrl).ToListAsync(Stop));

        // The same picture made again is one of its own.
        await _app.Upload(playlist, "One", cover: TestCover.Png(10));
        await RemoveFirst(playlist);
        Assert.Equal(Url(before), Url(await _app.WaitForMosaic(playlist)));
        AgeAll();
        await Collect();
        Assert.Equal([Name(before)], Directory.EnumerateFiles(Path.Combine(Files, "mosaics")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_chosen_mosaic_and_the_one_it_was_chosen_before_are_kept_however_old_they_are()
    {
        var (playlist, first, second) = await _app.TwoMosaics("Chosen", 10);
        (await _app.RollBack(playlist, first)).EnsureSuccessStatusCode();
        AgeAll();

        Assert.Equal(new Collected(0, 0, 0, 0), await Collect() with { Objects = 0, Bytes = 0 });
        Assert.All(new[] { first, second }, mosaic => Assert.True(File.Exists(Path.Combine(Files, "mosaics", Path.GetFileName(mosaic.Url()!)))));

        // With the newest again, the earlier one has long been superseded.
        (await _app.RollBack(playlist, second)).EnsureSuccessStatusCode();
        Assert.Equal(1, (await Collect()).Mosaics);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, (await _app.RollBack(playlist, first)).StatusCode);
    }

    [Fact]
    public async Task An_upload_that_reuses_what_is_about_to_go_keeps_it()
    {
        var playlist = await _app.CreatePlaylist("Reused");
        await Orphan(hue: 90);
        AgeAll();
        var orphans = Objects;

        // At the last moment: rows were asked, and all that is left is to remove.
        var uploaded = false;
        var late = new Interrupted(_app.Services.GetRequiredService<IFileStore>(), async _ =>
        {
            if (!uploaded)
            {
                uploaded = true;
                await _app.Upload(playlist, "Again", TestSound.Wav(390), TestCover.Png(90));
            }
        });
        Assert.Equal(0, (await Collect(files: late)).Objects);
        Assert.True(uploaded);
        Assert.Empty(orphans.Except(Objects));
    }

    [Fact]
    public async Task A_row_that_came_since_the_objects_were_listed_is_seen()
    {
        var playlist = await _app.CreatePlaylist("Named since");
        var (first, second) = (new string('a', 64), new string('b', 64));
        foreach (var hash in new[] { first, second })
        {
            await _app.Services.GetRequiredService<IFileStore>().Save($"audio/{hash}", new MemoryStream([1, 2, 3]), "audio/mpeg", Stop);
        }

        AgeAll();
        string? named = null;
        var collected = await Collect(files: new Interrupted(_app.Services.GetRequiredService<IFileStore>(), async name =>
        {
            if (named is null)
            {
                named = name == $"audio/{first}" ? second : first;
                await Name(playlist, named);
            }
        }));
        Assert.Equal((1, 3L), (collected.Objects, collected.Bytes));
        Assert.Equal([$"audio/{named}"], Objects);
    }

    [Fact]
    public async Task Uploads_and_collections_side_by_side_leave_no_song_without_its_cover()
    {
        var playlist = await _app.CreatePlaylist("Side by side");
        var songs = new List<JsonElement>();
        for (var i = 0; i < 4; i++)
        {
            await Orphan(hue: i * 60);
            AgeAll();
            var upload = _app.Upload(playlist, $"Song {i}", TestSound.Wav(300 + (i * 60)), TestCover.Png(i * 60));
            while (!upload.IsCompleted)
            {
                await Collect();
            }

            songs.Add((await upload).GetProperty("song"));
        }

        using var api = _app.Api();
        foreach (var url in songs.SelectMany(s => new[] { "coverUrl", "thumbnailUrl", "audioUrl" }.Select(p => s.GetProperty(p).GetString())))
        {
            using var answer = await api.GetAsync(url, Stop);
            Assert.True(answer.IsSuccessStatusCode, url);
        }

        Assert.All(songs, s => Assert.True(File.Exists(Path.Combine(Files, "covers", s.GetProperty("coverUrl").GetString()!.Split('/')[3], "tile.png"))));
    }

    [Fact]
    public async Task Old_receipts_go_and_tables_without_a_playlist_cost_no_object()
    {
        await _app.Services.GetRequiredService<IFileStore>().Save($"audio/{new string('c', 64)}", new MemoryStream([1]), "audio/mpeg", Stop);
        AgeAll();
        await _app.Services.GetRequiredService<WriterLane>().Run(
            async (write, ct) =>
            {
                write.Db.Receipts.AddRange(Enumerable.Range(0, 700).Select(i => new Receipt
                {
                    Owner = "somebody", Key = $"{i}", Fingerprint = "", Answer = "", CreatedAt = write.Now.AddDays(i < 600 ? -8 : -6),
                }));
                return await write.Db.SaveChangesAsync(ct);
            },
            Stop);
        Assert.Equal(new Collected(0, 0, 0, 600), await Collect());
        await using var db = _app.Database();
        Assert.Equal(100, await db.Receipts.CountAsync(Stop));
    }

    [Fact]
    public async Task It_is_done_without_anybody_asking()
    {
        await using var app = await AppFixture.Start(("Collect:Every", "00:00:00.200"));
        await app.CreatePlaylist("Any");
        var left = Path.Combine(app.DataRoot, "files", "probes", new string('0', 32));
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        await File.WriteAllTextAsync(left, "left by a probe", Stop);
        File.SetLastWriteTimeUtc(left, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await Eventually.Get(() => Task.FromResult(File.Exists(left)), there => !there);
    }

    private static string Url(JsonElement playlist) => playlist.GetProperty("coverUrl").GetString()!;

    private static string Name(JsonElement playlist) => Path.GetFileName(Url(playlist));

    private async Task<Collected> Collect(CollectOptions? options = null, IFileStore? files = null)
    {
        var wanted = Options.Create(options ?? _app.Services.GetRequiredService<IOptions<CollectOptions>>().Value);
        files ??= _app.Services.GetRequiredService<IFileStore>();
        var find = new FindLeftovers(_app.Services.GetRequiredService<IDbContextFactory<MosaicDb>>(), files, wanted, TimeProvider.System);
        return await new CollectLeftovers(find, _app.Services.GetRequiredService<WriterLane>(), files, wanted, NullLogger<CollectLeftovers>.Instance).Execute(Stop);
    }

    /// <summary>A song that was uploaded and whose playlist is gone.</summary>
    private async Task Orphan(float hue)
    {
        var playlist = await _app.CreatePlaylist($"Gone {hue}");
        await _app.Upload(playlist, "Gone", TestSound.Wav(300 + hue), TestCover.Png(hue));
        using var api = _app.Api();
        (await api.DeleteAsync($"/api/v1/playlists/{playlist}", Stop)).EnsureSuccessStatusCode();
    }

    private async Task RemoveFirst(Guid playlist)
    {
        using var api = _app.Api();
        var song = (await _app.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items")[0].GetProperty("id").GetGuid();
        (await api.DeleteAsync($"/api/v1/playlists/{playlist}/songs/{song}", Stop)).EnsureSuccessStatusCode();
    }

    private async Task Name(Guid playlist, string audioHash) => await _app.Services.GetRequiredService<WriterLane>().Run(
        async (write, ct) =>
        {
            write.Db.Songs.Add(new Song { PlaylistId = playlist, Title = "Named", AudioHash = audioHash, AddedBy = "somebody" });
            return await write.Db.SaveChangesAsync(ct);
        },
        Stop);

    private void AgeAll()
    {
        foreach (var file in Objects)
        {
            File.SetLastWriteTimeUtc(Path.Combine(Files, file), TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-25));
        }
    }

    /// <summary>A store in which something happens right before each removal.</summary>
    private sealed class Interrupted(IFileStore store, Func<string, Task> before) : IFileStore
    {
        public Task Save(string name, Stream content, string contentType, CancellationToken cancellationToken) =>
            store.Save(name, content, contentType, cancellationToken);

        public Task<Stream?> Open(string name, CancellationToken cancellationToken) => store.Open(name, cancellationToken);

        public Task<bool> Exists(string name, CancellationToken cancellationToken) => store.Exists(name, cancellationToken);

        public Task<bool> Refresh(string name, CancellationToken cancellationToken) => store.Refresh(name, cancellationToken);

        public IAsyncEnumerable<StoredObject> List(string prefix, CancellationToken cancellationToken) => store.List(prefix, cancellationToken);

        public Task Delete(string name, CancellationToken cancellationToken) => store.Delete(name, cancellationToken);

        public async Task<bool> DeleteIfOlder(string name, DateTimeOffset limit, CancellationToken cancellationToken)
        {
            await before(name);
            return await store.DeleteIfOlder(name, limit, cancellationToken);
        }
    }
}

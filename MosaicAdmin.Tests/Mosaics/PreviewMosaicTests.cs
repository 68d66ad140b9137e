using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Mosaics;

/// <summary>The preview is the picture the next run makes, and leaves no trace.</summary>
[Collection(AppCollection.Name)]
public sealed class PreviewMosaicTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_what_the_run_then_makes_byte_for_byte_and_nothing_is_stored_for_it()
    {
        var playlist = await app.CreatePlaylist("Previewed");
        await Hold(playlist);
        Assert.Equal("none", (await Preview(playlist)).GetProperty("outcome").GetString());
        foreach (var hue in new[] { 53f, 103, 153, 203 })
        {
            await app.Upload(playlist, $"Song {hue}", cover: TestCover.Png(hue));
        }

        var (files, rows) = (Files(), await Rows(playlist));
        var preview = await Preview(playlist);
        Assert.Equal(("new", 2), (preview.GetProperty("outcome").GetString(), preview.GetProperty("layout").GetProperty("columns").GetInt32()));
        var jpeg = await Bytes(preview.Url()!);
        Assert.Equal(files, Files());
        Assert.Equal(rows, await Rows(playlist));

        var made = await app.Settle(playlist);
        Assert.Equal(await Bytes(made.Url()!), jpeg);
        var after = await Preview(playlist);
        Assert.Equal(("same", made.Url()), (after.GetProperty("outcome").GetString(), after.Url()));
        Assert.Equal(jpeg, await Bytes(preview.Url()!));
    }

    [Fact]
    public async Task Where_an_earlier_mosaic_was_chosen_for_these_covers_it_says_that_this_stays()
    {
        var (playlist, first, _) = await app.TwoMosaics("Preview of the chosen", 56);
        (await app.RollBack(playlist, first)).EnsureSuccessStatusCode();

        var preview = await Preview(playlist);
        Assert.Equal(("kept", first.Url()), (preview.GetProperty("outcome").GetString(), preview.Url()));
    }

    [Fact]
    public async Task One_at_a_time_is_drawn_for_each_person_and_what_is_drawn_is_given_again()
    {
        var playlist = await app.CreatePlaylist("Busy");
        await Hold(playlist);
        await app.Upload(playlist, "Song", cover: TestCover.Png(61));
        var viewer = await app.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().Add(Roles.Viewer);
        await using var scope = app.Services.CreateAsyncScope();
        var preview = scope.ServiceProvider.GetRequiredService<PreviewMosaic>();
        using (app.Services.GetRequiredService<DrawnPreviews>().Turn(TestPeople.IdOf(viewer)))
        {
            await Assert.ThrowsAsync<TooManyException>(() => preview.Execute(viewer, playlist, Stop));
        }

        Assert.NotNull((await preview.Execute(viewer, playlist, Stop)).Jpeg);
        using (app.Services.GetRequiredService<DrawnPreviews>().Turn(TestPeople.IdOf(viewer)))
        {
            Assert.NotNull((await preview.Execute(viewer, playlist, Stop)).Jpeg);
        }

        var previews = app.Services.GetRequiredService<DrawnPreviews>();
        Assert.Throws<TooManyException>(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                previews.Turn(TestPeople.IdOf(viewer)).Dispose();
            }
        });
    }

    [Fact]
    public async Task Strangers_and_addresses_without_a_playlist_get_nothing()
    {
        var playlist = await app.CreatePlaylist("Private");
        using var stranger = new HttpClient { BaseAddress = app.Address };
        using var api = app.Api();

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync($"/api/v1/playlists/{playlist}/mosaic/preview.jpg", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/api/v1/playlists/{Guid.NewGuid()}/mosaic/preview", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/api/v1/playlists/{playlist}/mosaic/preview.jpg", Stop)).StatusCode);
    }

    private async Task Hold(Guid playlist)
    {
        using var api = app.Api();
        (await api.PostAsync($"/api/v1/playlists/{playlist}/mosaic/hold", null, Stop)).EnsureSuccessStatusCode();
    }

    private Task<JsonElement> Preview(Guid playlist) => app.Get($"/api/v1/playlists/{playlist}/mosaic/preview");

    private async Task<byte[]> Bytes(string url)
    {
        using var api = app.Api();
        return await api.GetByteArrayAsync(url, Stop);
    }

    private string[] Files() => [.. Directory.EnumerateFiles(Path.Combine(app.DataRoot, "files"), "*", new EnumerationOptions { RecurseSubdirectories = true }).Order()];

    private async Task<string> Rows(Guid playlist)
    {
        await using var db = app.Database();
        var row = await db.Playlists.AsNoTracking().SingleAsync(p => p.Id == playlist, Stop);
        var window = await db.Windows.AsNoTracking().SingleAsync(w => w.SubjectId == playlist, Stop);
        return $"{JsonSerializer.Serialize(row)} {window.Version} {await db.Mosaics.CountAsync(Stop)} {await db.Tasks.CountAsync(t => t.SubjectId == playlist, Stop)} {await db.Audit.CountAsync(a => a.Subject == playlist.ToString(), Stop)}";
    }
}

using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Songs;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Mosaics;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Health;

/// <summary>Each invariant between rows and objects, broken in the real store, seen, repaired and gone.</summary>
public sealed class StoreInvariantTests(HealthApp health) : IClassFixture<HealthApp>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mosaic_that_is_gone_is_made_anew()
    {
        var playlist = await health.Built("gone mosaic", 60);
        var url = (await health.App.Playlist(playlist)).GetProperty("coverUrl").GetString()!;
        var name = url["/media/".Length..];
        await health.DeleteObject(name);

        var example = await health.SeeAndRepair("mosaic-without-object");

        Assert.Equal(($"gone mosaic · {name}", $"/playlists/{playlist}"), (example.Text, example.Url));
        await health.Force(playlist);
        Assert.Equal(url, (await health.App.Playlist(playlist)).GetProperty("coverUrl").GetString());
        Assert.True(await health.HasObject(name));
    }

    [Fact]
    public async Task A_chosen_mosaic_that_is_gone_leaves_its_place_to_the_covers_of_now()
    {
        var (playlist, first, second) = await health.App.TwoMosaics("gone choice", 64);
        (await health.App.RollBack(playlist, first)).EnsureSuccessStatusCode();
        await health.DeleteObject(first.Url()!["/media/".Length..]);

        await health.SeeAndRepair("mosaic-without-object");

        await health.Force(playlist);
        Assert.Equal(second.Url(), (await health.App.Playlist(playlist)).Url());
        Assert.DoesNotContain(first.Url(), (await health.App.Mosaics(playlist)).Select(m => m.Url()));
    }

    [Fact]
    public async Task The_smaller_sizes_of_a_cover_are_made_again_from_its_tile()
    {
        var parts = SaveCover.Parts(await CoverOf(await health.Built("lost thumbnail", 100)));
        await health.DeleteObject(parts[1]);
        await health.DeleteObject(parts[2]);

        await health.SeeAndRepair("cover-without-object");

        Assert.True(await health.HasObject(parts[1]) && await health.HasObject(parts[2]));
    }

    [Fact]
    public async Task A_song_whose_tile_is_gone_says_so()
    {
        var playlist = await health.Built("lost tile", 140);
        await health.DeleteObject(SaveCover.Parts(await CoverOf(playlist))[0]);

        Assert.StartsWith("lost tile · lost tile: covers/", (await health.SeeAndRepair("cover-without-object")).Text, StringComparison.Ordinal);

        await using var db = health.App.Database();
        Assert.Equal("missing", (await db.Songs.SingleAsync(s => s.PlaylistId == playlist, Stop)).CoverProblem);
    }

    [Fact]
    public async Task Audio_that_is_gone_is_seen_and_only_its_owner_can_bring_it_back()
    {
        var playlist = await health.Built("lost audio", 180);
        await using var db = health.App.Database();
        var name = $"audio/{(await db.Songs.SingleAsync(s => s.PlaylistId == playlist, Stop)).AudioHash}";
        await health.DeleteObject(name);

        var finding = await health.Find("upload-without-object");

        Assert.Equal((1, false), (finding.Count, finding.CanRepair));
        await Assert.ThrowsAsync<ActRefusedException>(() => health.Repair("upload-without-object", "no"));
        await health.App.Upload(playlist, "again", TestSound.Wav(380), TestCover.Png(180));
        Assert.Equal(0, (await health.Find("upload-without-object")).Count);
    }

    [Fact]
    public async Task An_object_of_no_row_is_deleted_once_it_is_old()
    {
        // Of tables without a playlist nothing is believed.
        await health.App.CreatePlaylist("any");
        var (young, old) = ($"mosaics/{new string('a', 64)}.jpg", $"mosaics/{new string('b', 64)}.jpg");
        foreach (var name in new[] { young, old })
        {
            await health.Get<IFileStore>().Save(name, new MemoryStream([1, 2, 3]), "image/jpeg", Stop);
        }

        File.SetLastWriteTimeUtc(Path.Combine(health.App.DataRoot, "files", old), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));

        Assert.Equal(old, (await health.SeeAndRepair("object-without-row")).Text);

        Assert.Equal((true, false), (await health.HasObject(young), await health.HasObject(old)));
        await health.DeleteObject(young);
    }

    private async Task<string> CoverOf(Guid playlist)
    {
        await using var db = health.App.Database();
        return (await db.Songs.SingleAsync(s => s.PlaylistId == playlist, Stop)).CoverHash!;
    }
}

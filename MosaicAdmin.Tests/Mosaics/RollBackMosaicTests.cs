using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Mosaics;

/// <summary>A mosaic somebody went back to stays until the covers change, whatever runs meanwhile; on the real engine.</summary>
[Collection(AppCollection.Name)]
public sealed class RollBackMosaicTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_stays_through_runs_that_find_the_same_covers_and_goes_with_the_first_that_finds_others()
    {
        var (playlist, first, _) = await app.TwoMosaics("Rolled back", 12);
        using var rolled = await app.RollBack(playlist, first, "the label liked it better");
        Assert.Equal(first.Url(), (await rolled.Content.ReadFromJsonAsync<JsonElement>(Stop)).Url());

        Assert.Equal(first.Url(), (await app.Settle(playlist)).Url());
        Assert.Equal(("unchanged", "kept"), await app.LastRun(playlist));
        await app.Upload(playlist, "Without a cover", TestSound.Wav(520));
        Assert.Equal(first.Url(), (await app.Settle(playlist)).Url());
        Assert.Equal(("unchanged", "kept"), await app.LastRun(playlist));

        foreach (var (title, hue) in new[] { ("Third", 100f), ("Fourth", 140f), ("Fifth", 180f) })
        {
            await app.Upload(playlist, title, cover: TestCover.Png(hue));
        }

        var after = await app.Settle(playlist);
        Assert.Equal(("succeeded", "made"), await app.LastRun(playlist));
        Assert.Equal(after.Url(), (await app.Mosaics(playlist))[0].Url());
        Assert.Null(await RolledBackInput(playlist));
        await using var db = app.Database();
        var audit = await db.Audit.SingleAsync(a => a.Act == "mosaic.rollback" && a.Subject == playlist.ToString(), Stop);
        Assert.Equal("the label liked it better", audit.Reason);
        Assert.Contains(first.GetProperty("id").GetString()!, audit.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_again_ends_it_and_asks_for_a_run_only_where_the_covers_have_changed_meanwhile()
    {
        var (playlist, first, second) = await app.TwoMosaics("Newest again", 16);
        (await app.RollBack(playlist, first)).EnsureSuccessStatusCode();
        var revision = Revision(await app.Playlist(playlist));
        (await app.RollBack(playlist, second)).EnsureSuccessStatusCode();
        Assert.Equal((second.Url(), revision, null), ((await app.Playlist(playlist)).Url(), Revision(await app.Playlist(playlist)), await RolledBackInput(playlist)));

        // Covers that changed before the roll back belong to it: their run leaves it in place, and they wait for its end.
        await RemoveAll(playlist);
        await app.Upload(playlist, "Third", cover: TestCover.Png(96));
        (await app.RollBack(playlist, first)).EnsureSuccessStatusCode();
        Assert.Equal(first.Url(), (await app.Settle(playlist)).Url());
        (await app.RollBack(playlist, second)).EnsureSuccessStatusCode();

        var after = await app.Settle(playlist);
        var newest = (await app.Mosaics(playlist))[0];
        Assert.Equal((3, newest.Url()), ((await app.Mosaics(playlist)).Length, after.Url()));
        Assert.NotEqual(second.Url(), after.Url());
    }

    [Fact]
    public async Task Covers_that_come_to_be_those_of_the_chosen_mosaic_make_it_the_newest_again()
    {
        var (playlist, first, _) = await app.TwoMosaics("Back to the start", 20);
        (await app.RollBack(playlist, first)).EnsureSuccessStatusCode();
        await RemoveAll(playlist);
        await app.Upload(playlist, "First again", cover: TestCover.Png(20));

        Assert.Equal(first.Url(), (await app.Settle(playlist)).Url());
        Assert.Equal(("unchanged", "unchanged"), await app.LastRun(playlist));
        Assert.Null(await RolledBackInput(playlist));
    }

    [Fact]
    public async Task It_holds_without_any_cover_and_through_another_cover_mode()
    {
        var (playlist, first, _) = await app.TwoMosaics("No cover left", 24);
        await RemoveAll(playlist);
        await app.Settle(playlist);
        Assert.Equal(("succeeded", "removed"), await app.LastRun(playlist));
        (await app.RollBack(playlist, first)).EnsureSuccessStatusCode();

        Assert.Equal((first.Url(), ""), ((await app.Settle(playlist)).Url(), await RolledBackInput(playlist)));
        using var api = app.Api();
        foreach (var mode in new[] { "firstSong", "mosaic" })
        {
            (await api.PatchAsJsonAsync($"/api/v1/playlists/{playlist}", new { coverMode = mode }, Stop)).EnsureSuccessStatusCode();
        }

        Assert.Equal(first.Url(), (await app.Settle(playlist)).Url());
        await app.Upload(playlist, "Back", cover: TestCover.Png(28));
        Assert.NotEqual(first.Url(), (await app.Settle(playlist)).Url());
    }

    [Fact]
    public async Task A_run_that_was_drawing_when_somebody_rolled_back_does_not_take_it_from_them()
    {
        var (playlist, first, _) = await app.TwoMosaics("While it is drawn", 32);
        await RemoveAll(playlist);
        await app.Upload(playlist, "Third", cover: TestCover.Png(112));
        var claim = new Claim(playlist, Guid.CreateVersion7(), Fence: 1, Taken: 99, Attempt: 1);
        await using var scope = app.Services.CreateAsyncScope();
        var drawn = await ActivatorUtilities.CreateInstance<BuildMosaic>(scope.ServiceProvider).Run(claim, new MosaicArguments(playlist), Stop);
        Assert.True(drawn.Changed);
        (await app.RollBack(playlist, first)).EnsureSuccessStatusCode();

        await app.Services.GetRequiredService<WriterLane>().Run(
            async (write, ct) =>
            {
                await drawn.Commit!(write, ct);
                return await write.Db.SaveChangesAsync(ct);
            },
            Stop);
        var mosaics = await app.Mosaics(playlist);
        Assert.Equal((3, first.Url()), (mosaics.Length, (await app.Playlist(playlist)).Url()));
        await app.Settle(playlist);
    }

    [Fact]
    public async Task What_cannot_be_shown_is_refused()
    {
        var (playlist, first, second) = await app.TwoMosaics("Refused", 36);
        var (_, foreign, _) = await app.TwoMosaics("Another", 44);
        await using var db = app.Database();
        await db.Mosaics.Where(m => m.Id == first.GetProperty("id").GetGuid()).ExecuteUpdateAsync(m => m.SetProperty(r => r.CollectedAt, TimeProvider.System.GetUtcNow()), Stop);

        Assert.Equal(HttpStatusCode.Conflict, (await app.RollBack(playlist, second)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await app.RollBack(playlist, first)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.RollBack(playlist, foreign)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.RollBack(Guid.NewGuid(), second)).StatusCode);
        Assert.Single(await app.Mosaics(playlist));
    }

    [Fact]
    public async Task A_viewer_may_not()
    {
        var (playlist, first, second) = await app.TwoMosaics("Viewer", 48);
        var viewer = await app.Services.GetRequiredService<IDbContextFactory<MosaicDb>>().Add(Roles.Viewer);
        await using var scope = app.Services.CreateAsyncScope();

        await Assert.ThrowsAsync<ForbiddenException>(() => scope.ServiceProvider.GetRequiredService<RollBackMosaic>()
            .Execute(viewer, playlist, first.GetProperty("id").GetGuid(), null, Stop));
        Assert.Equal(second.Url(), (await app.Playlist(playlist)).Url());
    }

    private static long Revision(JsonElement playlist) => playlist.GetProperty("revision").GetInt64();

    private async Task RemoveAll(Guid playlist)
    {
        foreach (var song in (await app.Get($"/api/v1/playlists/{playlist}/songs")).GetProperty("items").EnumerateArray())
        {
            await app.Remove(playlist, song.GetProperty("id").GetGuid());
        }
    }

    private async Task<string?> RolledBackInput(Guid playlist)
    {
        await using var db = app.Database();
        return await db.Playlists.Where(p => p.Id == playlist).Select(p => p.RolledBackInput).SingleAsync(Stop);
    }
}

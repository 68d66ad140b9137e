using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Health;

/// <summary>The store goes for longer than runs are tried again, and comes back.</summary>
[Collection(AppCollection.Name)]
public sealed class StorageAwayTests(AppFixture app, BrowserFixture browser) : BrowserTest(app, browser)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_wall_says_who_waits_for_the_store_and_all_is_made_once_it_is_back_without_anybody_doing_anything()
    {
        var own = await StartApp(("Mosaic:Window", "00:00:01"), ("Mosaic:Sweep", "00:00:01"), ("Mosaic:MaxAttempts", "2"));
        var wall = await Open("/", "Viewer", at: own);
        var (alert, playlists) = (wall.GetByTestId("storage-alert"), new List<Guid>());
        Assert.Equal(0, await alert.CountAsync());
        foreach (var hue in new[] { 20, 140 })
        {
            playlists.Add(await own.CreatePlaylist($"Waits {hue}"));
            await own.Upload(playlists[^1], "Song", cover: TestCover.Png(hue));
        }

        using (Away.From(Path.Combine(own.DataRoot, "files")))
        {
            // The pictures on the wall are away too, and the browser says so.
            ExpectErrors("50[03]");
            await Assertions.Expect(alert).ToContainTextAsync("2 playlists wait", new() { Timeout = 30_000 });
            await Assertions.Expect(alert.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "/tasks?state=failed");
            foreach (var playlist in playlists)
            {
                Assert.Equal("failed", (await own.Playlist(playlist)).GetProperty("state").GetString());
            }
        }

        await Assertions.Expect(alert).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        foreach (var playlist in playlists)
        {
            await own.WaitForMosaic(playlist);
        }

        await using var db = own.Database();
        var tasks = await db.Tasks.OrderBy(t => t.PublishedAt).ToListAsync(Stop);
        Assert.Equal(
            [(TaskState.Failed, "StoreFailedException", 2), (TaskState.Failed, "StoreFailedException", 2), (TaskState.Succeeded, null, 1), (TaskState.Succeeded, null, 1)],
            tasks.Select(t => (t.State, t.Exception, t.Attempts)));
        Assert.All(tasks[2..], t => Assert.Equal("system", t.PublishedBy));
        var healed = Assert.Single(await db.Audit.Where(a => a.Act == "storage.heal").ToListAsync(Stop));
        Assert.Equal(("system", """{"playlists":2}"""), (healed.Actor, healed.Data));
    }
}

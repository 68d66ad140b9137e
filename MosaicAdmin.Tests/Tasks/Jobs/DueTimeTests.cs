using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Jobs;

/// <summary>
/// Publishes at the very moment a run falls due, on the real scheduler and the real clock: none is missed and none makes a run too many. How
/// many hit the moment depends on the machine and is only reported; <see cref="Model.DueTimeHistoryTests"/> proves each side of it.
/// </summary>
public sealed class DueTimeTests
{
    private static readonly TimeSpan Edge = TimeSpan.FromMilliseconds(15);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_thousand_publishes_around_their_due_times_are_all_in_a_run_with_a_backlog_on_two_workers()
    {
        const int playlists = 60, rounds = 34;
        await using var windows = await TestWindows.Start(("Mosaic:Window", "00:00:00.700"), ("Mosaic:MaxWait", "00:00:05"), ("Mosaic:Workers", "2"), ("Mosaic:Sweep", "00:00:02"));
        windows.Probe.Body = async (_, stop) =>
        {
            await Task.Delay(Edge, stop);
            return new TaskResult(Changed: true);
        };
        var accepted = new ConcurrentBag<(Guid Playlist, Touched Touched, DateTimeOffset Due)>();
        var ids = await Task.WhenAll(Enumerable.Range(0, playlists).Select(_ => windows.Window()));

        await Task.WhenAll(ids.Select((id, i) => PublishAtTheEdge(windows, id, rounds, new Random(i), accepted)));
        foreach (var id in ids)
        {
            await Eventually.Get(() => windows.Window(id), w => w.Built == w.Requested && w.RunId is null, TimeSpan.FromSeconds(60));
        }

        await using var db = await windows.Open();
        var published = await db.Tasks.ToDictionaryAsync(t => t.Id, t => t.PublishedAt, Stop);
        var atTheEdge = accepted.Count(a => (published[a.Touched.TaskId] - a.Due).Duration() <= Edge);
        TestContext.Current.TestOutputHelper!.WriteLine($"{accepted.Count} publishes, {atTheEdge} within {Edge.TotalMilliseconds:0} ms of a due time, {windows.Probe.Runs.Count} runs");
        Assert.Equal(playlists * rounds, accepted.Count);
        var runs = windows.Probe.Runs.ToLookup(r => r.SubjectId);
        foreach (var id in ids)
        {
            var mine = accepted.Where(a => a.Playlist == id).Select(a => a.Touched).ToList();
            Assert.Equal(Enumerable.Range(1, rounds).Select(r => (long)r), mine.Select(t => t.Requested).Order());
            Assert.All(mine, t => Assert.Contains(runs[id], r => r.Taken >= t.Requested));
            OneRunForEachWindow(mine, [.. runs[id]]);
        }
    }

    private static async Task PublishAtTheEdge(TestWindows windows, Guid id, int rounds, Random random, ConcurrentBag<(Guid, Touched, DateTimeOffset)> accepted)
    {
        var due = TimeProvider.System.GetUtcNow();
        for (var round = 0; round < rounds; round++)
        {
            var at = due + ((random.NextDouble() * 2) - 1) * Edge - TimeProvider.System.GetUtcNow();
            await Task.Delay(at > TimeSpan.Zero ? at : TimeSpan.Zero, Stop);
            var touched = await windows.Publish(id);
            accepted.Add((id, touched, due));
            due = touched.DueAt;
        }
    }

    /// <summary>A publish that replaced nothing opened a window; each window is one run, and each run takes more than the one before.</summary>
    private static void OneRunForEachWindow(List<Touched> publishes, List<Claim> runs)
    {
        Assert.Equal(publishes.Count(t => t.Replaced is null), runs.Count);
        Assert.Equal(runs.Select(r => r.Taken).Distinct().Order(), runs.Select(r => r.Taken));
    }
}

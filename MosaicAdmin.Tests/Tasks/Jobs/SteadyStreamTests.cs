using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Jobs;

/// <summary>A stream that never lets its window close runs at the cap, over and over.</summary>
public sealed class SteadyStreamTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_publish_a_second_against_a_window_of_five_and_a_cap_of_fifteen_runs_every_fifteen_seconds()
    {
        await using var windows = await TestWindows.Start(("Mosaic:Window", "00:00:05"), ("Mosaic:MaxWait", "00:00:15"));
        var playlist = await windows.Window();
        var first = await windows.Publish(playlist);
        var start = first.LatestAt - TimeSpan.FromSeconds(15);

        // A hair slower than the second, so that no publish shares its millisecond with a due time.
        for (var second = 1; windows.Probe.Runs.Count < 3; second++)
        {
            var next = start + (second * TimeSpan.FromMilliseconds(1020)) - TimeProvider.System.GetUtcNow();
            await Task.Delay(next > TimeSpan.Zero ? next : TimeSpan.Zero, Stop);
            await windows.Publish(playlist);
            Assert.True(second < 60, "It starved.");
        }

        var runs = windows.Probe.Runs.ToList();
        for (var n = 0; n < 3; n++)
        {
            // Each window opens with the first publish after the last one's take, so a slow machine may put the caps off, but no run its own.
            var run = await windows.Run(runs[n].TaskId);
            Assert.InRange((run.StartedAt!.Value - run.LatestAt).TotalSeconds, 0, 1);
            Assert.InRange((run.StartedAt!.Value - start).TotalSeconds, 15 * (n + 1), 17 * (n + 1));
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Health;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

#pragma warning disable CA1848, CA1873 // A test logs a few lines, as a body may.

namespace MosaicAdmin.Tests.Tasks;

/// <summary>What tasks log while they run, on the real scheduler and real SQLite.</summary>
public sealed class RunLinesTests
{
    private static readonly (string Key, string Value)[] Quick = [("Mosaic:Window", "00:00:00.100"), ("Mosaic:Sweep", "00:00:00.200"), ("RunLines:Flush", "00:00:00.100")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_keeps_what_it_and_all_it_calls_log_and_nothing_of_anybody_else()
    {
        await using var windows = await TestWindows.Start(Quick);
        var logger = Logger(windows);
        windows.Probe.Body = async (claim, _) =>
        {
            logger.LogDebug("Begun {Task}", claim.TaskId);
            await Task.Yield();
            await Task.Run(() => logger.LogWarning(new InvalidOperationException("Torn."), "A cover is odd"), Stop);
            windows.Get<ILoggerFactory>().CreateLogger("Microsoft.Somewhere").LogInformation("Nobody asked");
            return new TaskResult(Changed: true);
        };

        logger.LogError("Before");
        var touched = await windows.Publish(await windows.Window());
        await Ended(windows, touched.TaskId, TaskState.Succeeded);
        logger.LogError("After");

        var lines = await Lines(windows, touched.TaskId);
        Assert.Equal([($"Begun {touched.TaskId}", LogLevel.Debug, 1), ("A cover is odd", LogLevel.Warning, 1)], lines.Select(l => (l.Text.Split('\n')[0], l.Level, l.Attempt)));
        Assert.Contains("InvalidOperationException: Torn.", lines[1].Text, StringComparison.Ordinal);
        Assert.All(lines, l => Assert.Equal("MosaicAdmin.Probe", l.Category));
    }

    [Fact]
    public async Task Runs_at_the_same_time_do_not_mix()
    {
        await using var windows = await TestWindows.Start([.. Quick, ("Mosaic:Workers", "4")]);
        var logger = Logger(windows);
        using var together = new Barrier(4);
        windows.Probe.Body = async (claim, ct) =>
        {
            await Task.Run(() => together.SignalAndWait(TimeSpan.FromSeconds(30), ct), ct);
            for (var i = 0; i < 20; i++)
            {
                logger.LogInformation("{Task} {Line}", claim.TaskId, i);

                // A write wakes the lane that all share: what it logs is nobody's.
                await windows.Lane.Run((_, _) => Log(), ct);
            }

            return new TaskResult(Changed: true);

            Task<int> Log()
            {
                logger.LogInformation("In the lane");
                return Task.FromResult(0);
            }
        };

        var tasks = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            tasks.Add((await windows.Publish(await windows.Window())).TaskId);
        }

        foreach (var task in tasks)
        {
            await Ended(windows, task, TaskState.Succeeded);
            Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{task} {i}"), (await Lines(windows, task)).Select(l => l.Text));
        }
    }

    [Fact]
    public async Task A_run_that_goes_on_shows_its_lines_already()
    {
        await using var windows = await TestWindows.Start(Quick);
        var logger = Logger(windows);
        var seen = new TaskCompletionSource();
        windows.Probe.Body = async (_, ct) =>
        {
            logger.LogInformation("Under way");
            await seen.Task.WaitAsync(ct);
            return new TaskResult(Changed: true);
        };

        var touched = await windows.Publish(await windows.Window());
        await Eventually.Get(() => Lines(windows, touched.TaskId), lines => lines.Count == 1);
        Assert.Equal(TaskState.Running, (await windows.Run(touched.TaskId)).State);
        seen.SetResult();
        await Ended(windows, touched.TaskId, TaskState.Succeeded);
        Assert.Equal("Under way", Assert.Single(await Lines(windows, touched.TaskId)).Text);
    }

    [Fact]
    public async Task Each_attempt_has_its_own_lines_and_its_exception()
    {
        await using var windows = await TestWindows.Start([.. Quick, ("Mosaic:MaxAttempts", "2")]);
        var logger = Logger(windows);
        windows.Probe.Body = (claim, _) =>
        {
            logger.LogInformation("Attempt {Attempt}", claim.Attempt);
            throw new InvalidOperationException($"No luck the {claim.Attempt}. time.");
        };

        var touched = await windows.Publish(await windows.Window());
        await Ended(windows, touched.TaskId, TaskState.Failed);

        var lines = await Lines(windows, touched.TaskId);
        Assert.Equal([(1, LogLevel.Information), (1, LogLevel.Error), (2, LogLevel.Information), (2, LogLevel.Error)], lines.Select(l => (l.Attempt, l.Level)));
        Assert.Contains("No luck the 1. time.", lines[1].Text, StringComparison.Ordinal);
        Assert.Contains(nameof(Each_attempt_has_its_own_lines_and_its_exception), lines[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_take_the_lines_costs_the_run_nothing()
    {
        await using var windows = await TestWindows.Start(Quick);
        await using (var db = await windows.Open())
        {
            await db.Database.ExecuteSqlRawAsync("DROP TABLE \"RunLines\"", Stop);
        }

        var logger = Logger(windows);
        windows.Probe.Body = (_, _) =>
        {
            logger.LogInformation("Lost");
            return Task.FromResult(new TaskResult(Changed: true));
        };

        var touched = await windows.Publish(await windows.Window());
        var run = await Ended(windows, touched.TaskId, TaskState.Succeeded);
        Assert.Equal(1, run.Attempts);
    }

    [Fact]
    public void Too_many_lines_are_counted_and_too_long_ones_are_cut()
    {
        var lines = new RunLineBuffer(new RunLineOptions { Most = 2, Characters = 80 }, TimeProvider.System);
        lines.Add(LogLevel.Information, "A", new string('x', 78) + "🎵🎵");
        lines.Add(LogLevel.Information, "A", "short");
        lines.Add(LogLevel.Information, "A", "too many");
        Assert.Equal(2, lines.Take(last: false).Count);
        lines.Add(LogLevel.Information, "A", "too many");

        var end = Assert.Single(lines.Take(last: true));
        Assert.Equal(("2 more lines are not kept.", LogLevel.Warning), (end.Text, end.Level));
        lines.Add(LogLevel.Information, "A", "too late");
        Assert.Empty(lines.Take(last: true));
    }

    [Theory]
    [InlineData(78, 79)]
    [InlineData(79, 80)]
    public void A_cut_line_ends_in_an_ellipsis_and_never_in_half_a_character(int before, int length)
    {
        var lines = new RunLineBuffer(new RunLineOptions { Characters = 80 }, TimeProvider.System);
        lines.Add(LogLevel.Information, "A", new string('x', before) + "🎵🎵");

        var text = Assert.Single(lines.Take(last: true)).Text;
        Assert.Equal((length, '…'), (text.Length, text[^1]));
        Assert.DoesNotContain(text, char.IsSurrogate);
    }

    [Fact]
    public async Task Lines_go_with_age()
    {
        await using var windows = await TestWindows.Create();
        var touched = await windows.Publish(await windows.Window());
        await using (var db = await windows.Open())
        {
            db.RunLines.AddRange(Enumerable.Range(0, 3).Select(day => new RunLine
            {
                TaskId = touched.TaskId,
                Attempt = 1,
                At = windows.Time.GetUtcNow().AddDays(-day),
                Level = LogLevel.Information,
                Category = "A",
                Text = $"{day}",
            }));
            await db.SaveChangesAsync(Stop);
        }

        var options = Options.Create(new CollectOptions { RunLines = TimeSpan.FromHours(36) });
        var databases = windows.Get<IDbContextFactory<MosaicDb>>();
        var collect = new CollectLeftovers(
            new FindLeftovers(databases, null!, options, windows.Time), windows.Lane, null!, options, windows.Get<ILogger<CollectLeftovers>>());

        Assert.Equal(1, (await collect.Execute(Stop)).Lines);
        Assert.Equal(["0", "1"], (await Lines(windows, touched.TaskId)).Select(l => l.Text).Order());
    }

    private static ILogger Logger(TestWindows windows) => windows.Get<ILoggerFactory>().CreateLogger("MosaicAdmin.Probe");

    private static async Task<TaskRun> Ended(TestWindows windows, Guid task, TaskState state) =>
        await Eventually.Get(() => windows.Run(task), run => run.State == state);

    private static async Task<List<RunLine>> Lines(TestWindows windows, Guid task)
    {
        await using var db = await windows.Open();
        return await db.RunLines.AsNoTracking().Where(l => l.TaskId == task).OrderBy(l => l.Id).ToListAsync(Stop);
    }
}

using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Jobs;

/// <summary>Windows, alarms and runs together: the real scheduler on its SQLite store, on the real clock.</summary>
public sealed class AlarmTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_publishes_at_once_are_one_run_at_the_end_of_the_window()
    {
        await using var windows = await TestWindows.Start(("Mosaic:Window", "00:00:02"), ("Mosaic:MaxWait", "00:01:00"));
        var playlist = await windows.Window();
        var touched = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => windows.Publish(playlist)));
        var window = await Settled(windows, playlist);
        Assert.Equal((500L, 500L), (window.Requested, window.Built));
        var run = Assert.Single(windows.Probe.Runs);
        Assert.Equal(touched.MaxBy(t => t.Requested)!.TaskId, run.TaskId);
        Assert.True((await windows.Run(run.TaskId)).StartedAt >= touched.Max(t => t.DueAt));
    }

    [Fact]
    public async Task A_steady_stream_of_publishes_is_run_at_the_cap()
    {
        await using var windows = await TestWindows.Start(("Mosaic:Window", "00:00:01"), ("Mosaic:MaxWait", "00:00:02"));
        var playlist = await windows.Window();
        var first = await windows.Publish(playlist);
        while (windows.Probe.Runs.IsEmpty)
        {
            await windows.Publish(playlist);
        }

        var taken = (await windows.Run(windows.Probe.Runs.First().TaskId)).StartedAt!.Value;
        Assert.InRange((taken - first.LatestAt).TotalSeconds, 0, 1);
    }

    [Fact]
    public async Task The_job_key_names_the_waiting_task_and_is_gone_when_it_runs()
    {
        await using var windows = await TestWindows.Start(("Mosaic:Window", "00:05:00"), ("Mosaic:MaxWait", "01:00:00"));
        var playlist = await windows.Window();
        var keys = windows.Get<RedisJobKeys>();
        await windows.Publish(playlist);
        var touched = await windows.Publish(playlist);
        var key = await Eventually.Get(
            async () =>
            {
                await windows.Get<Alarm>().Set(playlist, touched, Stop);
                return await keys.Get(playlist, Stop);
            },
            key => key is not null);
        Assert.Equal(new JobKey(touched.TaskId, 2, touched.DueAt, touched.LatestAt), key);

        await windows.Lane.Run(
            async (write, ct) => await windows.Keeper.Force(write, await write.Db.Windows.SingleAsync(w => w.SubjectId == playlist, ct), "admin", ct), Stop);
        windows.Get<Alarm>().Ring(playlist);
        await Settled(windows, playlist);
        await Eventually.Get(() => keys.Get(playlist, Stop), held => held is null, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_lost_alarm_is_found_by_the_sweeper()
    {
        await using var windows = await TestWindows.Start(
            ("Mosaic:Window", "00:00:01"), ("Mosaic:MaxWait", "00:01:00"), ("Mosaic:Sweep", "00:00:00.500"));
        var playlist = await windows.Window();
        await windows.Lane.Run((write, ct) => windows.Keeper.Touch(write, playlist, "editor", null, ct), Stop);
        Assert.Equal(1, (await Settled(windows, playlist)).Built);
    }

    [Fact]
    public async Task With_Redis_away_publishes_and_runs_go_on()
    {
        await using var windows = await TestWindows.Start(
            ("Mosaic:Window", "00:00:01"), ("Mosaic:MaxWait", "00:01:00"), ("Redis:Mode", "External"), ("ConnectionStrings:Redis", "127.0.0.1:1"));
        var playlist = await windows.Window();
        await windows.Publish(playlist);
        Assert.Equal(1, (await Settled(windows, playlist)).Built);
        Assert.Single(windows.Probe.Runs);
    }

    [Fact]
    public async Task A_body_that_throws_is_tried_again_by_the_clock()
    {
        await using var windows = await TestWindows.Start(("Mosaic:Window", "00:00:00.200"), ("Mosaic:MaxWait", "00:01:00"));
        windows.Probe.Body = (claim, _) => claim.Attempt == 1
            ? throw new IOException("the store is away")
            : Task.FromResult(new TaskResult(Changed: true));
        var playlist = await windows.Window();
        var touched = await windows.Publish(playlist);
        Assert.Equal(1, (await Settled(windows, playlist)).Built);
        Assert.Equal(2, (await windows.Run(touched.TaskId)).Attempts);
    }

    [Fact]
    public async Task A_run_over_its_time_limit_is_stopped_and_counted()
    {
        await using var windows = await TestWindows.Start(
            ("Mosaic:Window", "00:00:00.200"), ("Mosaic:MaxWait", "00:01:00"), ("Mosaic:RunLimit", "00:00:01"), ("Mosaic:MaxAttempts", "1"));
        windows.Probe.Body = async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return new TaskResult(Changed: true);
        };
        var playlist = await windows.Window();
        var touched = await windows.Publish(playlist);
        await Eventually.Get(() => windows.Run(touched.TaskId), run => run.State == TaskState.Failed);
        Assert.Equal(["before_publish", "after_publish", "received", "prerun", "failure"], await windows.Signals(touched.TaskId));
        Assert.Equal(WindowState.Failed, (await windows.Window(playlist)).State);
    }

    [Fact]
    public async Task A_running_task_that_is_cancelled_stops_and_says_so()
    {
        await using var windows = await TestWindows.Start(("Mosaic:Window", "00:00:00.200"), ("Mosaic:MaxWait", "00:01:00"));
        windows.Probe.Body = async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return new TaskResult(Changed: true);
        };
        var playlist = await windows.Window();
        var touched = await windows.Publish(playlist);
        await Eventually.True(() => !windows.Probe.Runs.IsEmpty);
        var window = await windows.Window(playlist);
        await windows.Lane.Run(
            async (write, ct) =>
            {
                var row = await write.Db.Windows.SingleAsync(w => w.SubjectId == playlist, ct);
                await windows.Keeper.Cancel(write, row, "admin", "wrong covers", ct);
                return true;
            },
            Stop);
        await windows.Get<Alarm>().Silence(playlist, null, window.FireInstance, Stop);
        var run = await Eventually.Get(() => windows.Run(touched.TaskId), run => run.State.IsEnd());
        Assert.Equal((TaskState.Cancelled, "admin", "wrong covers"), (run.State, run.CancelAskedBy, run.Reason));
        Assert.Equal(["before_publish", "after_publish", "received", "prerun", "revoked", "postrun"], await windows.Signals(touched.TaskId));
    }

    [Fact]
    public void The_scheduler_loads_no_type_but_our_job()
    {
        var types = new OwnJobTypes();
        Assert.Equal(typeof(RunTask), types.LoadType(typeof(RunTask).AssemblyQualifiedName));
        Assert.Throws<TypeLoadException>(() => types.LoadType(typeof(System.Diagnostics.Process).AssemblyQualifiedName));
        Assert.DoesNotContain(typeof(Alarm).Assembly.GetReferencedAssemblies(), a => a.Name == "Quartz.Jobs");
    }

    private static Task<Window> Settled(TestWindows windows, Guid playlist) => Eventually.Get(
        () => windows.Window(playlist), w => w.Built == w.Requested && w.RunId is null);
}

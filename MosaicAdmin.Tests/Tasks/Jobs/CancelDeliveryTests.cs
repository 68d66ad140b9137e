using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Jobs;

/// <summary>A cancel's three moments: asked, delivered to the node that runs it, stopped or finished first.</summary>
public sealed class CancelDeliveryTests
{
    private static readonly (string Key, string Value)[] Quick = [("Mosaic:Window", "00:00:00.200"), ("Mosaic:MaxWait", "00:01:00")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cancelled_run_tells_when_it_was_asked_told_and_stopped()
    {
        await using var windows = await TestWindows.Start(Quick);
        var (playlist, task) = await Running(windows, async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return new TaskResult(Changed: true);
        });

        await windows.Get<CancelWindow>().Execute(await windows.Person(Roles.Admin), playlist, "wrong covers", Stop);

        var run = await Eventually.Get(() => windows.Run(task), r => r.State.IsEnd());
        Assert.Equal((TaskState.Cancelled, "wrong covers"), (run.State, run.CancelReason));
        Assert.True(run.CancelAskedAt <= run.CancelDeliveredAt && run.CancelDeliveredAt <= run.EndedAt, $"{run.CancelAskedAt:O} {run.CancelDeliveredAt:O} {run.EndedAt:O}");
        Assert.Equal(run.CancelDeliveredAt, (await windows.Get<ReadTask>().Execute(task, Stop))!.CancelDeliveredAt);
    }

    [Fact]
    public async Task A_run_that_does_not_listen_is_told_all_the_same_and_commits_nothing()
    {
        await using var windows = await TestWindows.Start(Quick);
        var finish = new TaskCompletionSource<TaskResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (playlist, task) = await Running(windows, (_, _) => finish.Task);

        await windows.Get<CancelWindow>().Execute(await windows.Person(Roles.Admin), playlist, null, Stop);
        var told = await Eventually.Get(() => windows.Run(task), r => r.CancelDeliveredAt is not null);
        Assert.Equal(TaskState.Running, told.State);
        finish.SetResult(new TaskResult(Changed: true, Commit: (_, _) => throw new InvalidOperationException("committed after its cancel")));

        await Eventually.Get(() => windows.Run(task), r => r.State == TaskState.Cancelled);
        Assert.Equal(0, (await windows.Window(playlist)).Built);
    }

    [Fact]
    public async Task A_cancel_whose_asker_died_before_it_could_interrupt_is_delivered_by_the_node_that_runs_it()
    {
        await using var windows = await TestWindows.Start(Quick);
        var (playlist, task) = await Running(windows, async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return new TaskResult(Changed: true);
        });

        // The commit of a cancel and nothing after it.
        await windows.Lane.Run(
            async (write, ct) =>
            {
                await windows.Keeper.Cancel(write, (await WindowKeeper.Find(write, playlist, ct))!, "admin", "wrong covers", ct);
                return true;
            },
            Stop);

        var run = await Eventually.Get(() => windows.Run(task), r => r.State.IsEnd());
        Assert.Equal(TaskState.Cancelled, run.State);
        Assert.NotNull(run.CancelDeliveredAt);
    }

    [Fact]
    public async Task A_cancel_outlives_every_node()
    {
        await using var windows = await TestWindows.Create(("Mosaic:Lease", "00:01:00"));
        var playlist = await windows.Window();
        var task = (await windows.Lane.Run((write, ct) => windows.Keeper.Touch(write, playlist, "editor", null, ct), Stop))!.TaskId;
        windows.Time.Advance(TimeSpan.FromHours(5));
        var claim = (await windows.Lane.Run((write, ct) => windows.Keeper.Take(write, playlist, new NodeName("gone:1"), "fire", ct), Stop)).Claim!;
        await windows.Lane.Run(
            async (write, ct) =>
            {
                await windows.Keeper.Cancel(write, (await WindowKeeper.Find(write, playlist, ct))!, "admin", "wrong covers", ct);
                return true;
            },
            Stop);

        windows.Time.Advance(TimeSpan.FromMinutes(2));
        await windows.Lane.Run(async (write, ct) => await windows.Keeper.Recover(write, (await WindowKeeper.Find(write, playlist, ct))!, ct), Stop);
        var late = await windows.Lane.Run(
            (write, ct) => windows.Get<FinishRun>().Close(
                write, claim, new TaskResult(Changed: true, Commit: (_, _) => throw new InvalidOperationException("committed after its cancel")), ct),
            Stop);

        var (run, window) = (await windows.Run(task), await windows.Window(playlist));
        Assert.Equal((TaskState.Lost, TaskState.Lost, null, null), (late, run.State, run.SupersededBy, run.CancelDeliveredAt));
        Assert.Equal((WindowState.Idle, null, 0L), (window.State, window.TaskId, window.Built));
        await using var db = await windows.Open();
        Assert.Equal(1, await db.Tasks.CountAsync(Stop));
    }

    private static async Task<(Guid Playlist, Guid Task)> Running(TestWindows windows, Func<Claim, CancellationToken, Task<TaskResult>> body)
    {
        windows.Probe.Body = body;
        var playlist = await windows.Window();
        var touched = await windows.Publish(playlist);
        await Eventually.True(() => !windows.Probe.Runs.IsEmpty);
        return (playlist, touched.TaskId);
    }
}

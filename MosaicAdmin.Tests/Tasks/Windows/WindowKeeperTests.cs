using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Windows;

/// <summary>The keeper on real SQLite: rows, task rows and signals of each step, with a clock that only moves when told.</summary>
public sealed class WindowKeeperTests : IAsyncLifetime
{
    private static readonly NodeName Node = new("node:1");
    private TestWindows _tables = null!;
    private Guid _subject;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await TestWindows.Create(("Mosaic:Window", "00:00:30"), ("Mosaic:MaxWait", "00:02:00"), ("Mosaic:MaxAttempts", "2"));
        _subject = await _tables.Window();
    }

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    [Fact]
    public async Task A_publish_that_takes_its_normal_way_leaves_the_normal_signals()
    {
        var touched = await Touch();
        Assert.Equal(_tables.Time.GetUtcNow().AddSeconds(30), touched.DueAt);
        var claim = await TakeWhenDue();
        Assert.Equal(TaskState.Succeeded, await Close(claim, new TaskResult(Changed: true, "/media/x.jpg", 7, 9)));

        Assert.Equal(["before_publish", "after_publish", "received", "prerun", "success", "postrun"], await _tables.Signals(touched.TaskId));
        var run = await _tables.Run(touched.TaskId);
        Assert.Equal((TaskState.Succeeded, 1, "/media/x.jpg", "node:1"), (run.State, run.Attempts, run.ResultUrl, run.Node));
        var window = await _tables.Window(_subject);
        Assert.Equal((1L, 1L, WindowState.Idle), (window.Requested, window.Built, window.State));
    }

    [Fact]
    public async Task A_newer_publish_supersedes_the_waiting_one_and_both_link_to_each_other()
    {
        var first = await Touch();
        var second = await Touch();
        Assert.Equal(first.TaskId, second.Replaced);
        Assert.Equal(["before_publish", "after_publish", "revoked"], await _tables.Signals(first.TaskId));
        var (old, now) = (await _tables.Run(first.TaskId), await _tables.Run(second.TaskId));
        Assert.Equal((TaskState.Superseded, (Guid?)now.Id), (old.State, old.SupersededBy));
        Assert.Equal((TaskState.Scheduled, (Guid?)old.Id, 2), (now.State, now.Supersedes, now.Pushes));
    }

    [Fact]
    public async Task A_firing_that_comes_early_takes_nothing_and_has_the_alarm_set_again()
    {
        await Touch();
        var taking = await Take();
        Assert.Null(taking.Claim);
        Assert.True(taking.WakeAgain);
    }

    [Fact]
    public async Task Two_takes_of_one_window_give_one_claim()
    {
        await Touch();
        _tables.Time.Advance(TimeSpan.FromSeconds(30));
        var takings = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Take()));
        Assert.Single(takings, t => t.Claim is not null);
    }

    [Fact]
    public async Task Five_hundred_touches_at_once_are_one_window_with_one_waiting_task()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Touch()));
        var window = await _tables.Window(_subject);
        Assert.Equal((500L, 500), (window.Requested, window.Pushes));
        await using var db = await _tables.Open();
        Assert.Equal(window.TaskId, (await db.Tasks.SingleAsync(t => t.State == TaskState.Scheduled, Stop)).Id);
        Assert.Equal(499, await db.Tasks.CountAsync(t => t.State == TaskState.Superseded, Stop));
    }

    [Fact]
    public async Task A_body_that_throws_is_published_again_under_the_same_id_and_fails_when_attempts_are_spent()
    {
        var touched = await Touch();
        var claim = await TakeWhenDue();
        Assert.Equal(TaskState.Retrying, await Fail(claim, retry: true));
        Assert.Equal(WindowState.Retrying, (await _tables.Window(_subject)).State);
        claim = await TakeWhenDue();
        Assert.Equal((touched.TaskId, 2), (claim.TaskId, claim.Attempt));
        Assert.Equal(TaskState.Failed, await Fail(claim, retry: false));

        Assert.Equal(
            ["before_publish", "after_publish", "received", "prerun", "before_publish", "after_publish", "retry", "postrun",
             "received", "prerun", "failure", "postrun"],
            await _tables.Signals(touched.TaskId));
        Assert.Equal(WindowState.Failed, (await _tables.Window(_subject)).State);
        Assert.False((await Take()).WakeAgain);
    }

    [Fact]
    public async Task A_run_that_throws_while_a_newer_publish_waits_leaves_the_work_to_it()
    {
        var first = await Touch();
        var claim = await TakeWhenDue();
        var second = await Touch();
        Assert.Equal(TaskState.Superseded, await Fail(claim, retry: true));
        Assert.Equal(second.TaskId, (await _tables.Run(first.TaskId)).SupersededBy);
        Assert.Equal((WindowState.Pending, (Guid?)second.TaskId), ((await _tables.Window(_subject)).State, (await _tables.Window(_subject)).TaskId));
    }

    [Fact]
    public async Task A_lost_run_is_done_again_by_a_new_task_and_the_late_riser_closes_nothing()
    {
        var touched = await Touch();
        var paused = await TakeWhenDue();
        _tables.Time.Advance(TimeSpan.FromMinutes(2));
        var again = (await Take()).Claim!;
        Assert.NotEqual(touched.TaskId, again.TaskId);
        Assert.Equal(TaskState.Lost, await Close(paused, new TaskResult(Changed: true)));
        Assert.Equal(0, (await _tables.Window(_subject)).Built);
        Assert.Equal(TaskState.Succeeded, await Close(again, new TaskResult(Changed: true)));
        Assert.Equal(["before_publish", "after_publish", "received", "prerun", "failure"], await _tables.Signals(touched.TaskId));
        Assert.Equal(again.TaskId, (await _tables.Run(touched.TaskId)).SupersededBy);
    }

    [Fact]
    public async Task What_is_cancelled_while_it_runs_is_never_committed()
    {
        var touched = await Touch();
        var claim = await TakeWhenDue();
        await Cancel();
        var committed = false;
        var state = await Close(claim, new TaskResult(Changed: true, Commit: (_, _) =>
        {
            committed = true;
            return Task.CompletedTask;
        }));
        Assert.Equal((TaskState.Cancelled, false), (state, committed));
        Assert.Equal(["before_publish", "after_publish", "received", "prerun", "revoked", "postrun"], await _tables.Signals(touched.TaskId));
        var window = await _tables.Window(_subject);
        Assert.Equal((WindowState.Idle, 0L, 1L), (window.State, window.Built, window.CancelledThrough));
    }

    [Fact]
    public async Task A_playlist_deleted_while_its_task_runs_ends_the_run_as_cancelled()
    {
        await Touch();
        var claim = await TakeWhenDue();
        await _tables.Lane.Run(async (write, ct) => { await _tables.Keeper.Delete(write, _subject, "admin", ct); return true; }, Stop);
        Assert.Equal(TaskState.Cancelled, await Close(claim, new TaskResult(Changed: true)));
        Assert.Null((await Take()).Claim);
    }

    [Fact]
    public async Task A_publish_while_a_run_goes_on_waits_behind_it_and_runs_after_it()
    {
        await Touch();
        var claim = await TakeWhenDue();
        var second = await Touch();
        Assert.Equal(WindowState.Running, (await _tables.Window(_subject)).State);
        _tables.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null((await Take()).Claim);
        await Close(claim, new TaskResult(Changed: true));
        Assert.Equal(second.TaskId, (await Take()).Claim!.TaskId);
    }

    [Fact]
    public async Task Nothing_is_recorded_of_a_publish_whose_transaction_fails()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _tables.Lane.Run<bool>(
            async (write, ct) =>
            {
                await _tables.Keeper.Touch(write, _subject, "editor", null, ct);
                throw new InvalidOperationException("the song could not be written");
            },
            Stop));
        Assert.Equal(0, (await _tables.Window(_subject)).Requested);
        await using var db = await _tables.Open();
        Assert.Equal((0, 0), (await db.Tasks.CountAsync(Stop), await db.Signals.CountAsync(Stop)));
    }

    private async Task<Touched> Touch() =>
        (await _tables.Lane.Run((write, ct) => _tables.Keeper.Touch(write, _subject, "editor", null, ct), Stop))!;

    private Task<Taking> Take() =>
        _tables.Lane.Run((write, ct) => _tables.Keeper.Take(write, _subject, Node, "fire", ct), Stop);

    private async Task<Claim> TakeWhenDue()
    {
        _tables.Time.SetUtcNow((await _tables.Window(_subject)).DueAt!.Value);
        return (await Take()).Claim!;
    }

    private Task<TaskState> Close(Claim claim, TaskResult result) =>
        _tables.Lane.Run((write, ct) => _tables.Get<FinishRun>().Close(write, claim, result, ct), Stop);

    private Task<TaskState> Fail(Claim claim, bool retry) => _tables.Lane.Run(
        (write, ct) => _tables.Get<FinishRun>().Fail(
            write, claim, new IOException("the store is away"), retry ? write.Now.AddSeconds(2) : null, timedOut: false, ct),
        Stop);

    private Task<bool> Cancel() => _tables.Lane.Run(
        async (write, ct) =>
        {
            var window = await write.Db.Windows.SingleAsync(w => w.SubjectId == _subject, ct);
            await _tables.Keeper.Cancel(write, window, "admin", "wrong cover", ct);
            return true;
        },
        Stop);
}

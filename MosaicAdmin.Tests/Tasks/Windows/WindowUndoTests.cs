using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Windows;

/// <summary>Undo of a cancel, and dropping what failed, on real tables with a clock that only moves when told.</summary>
public sealed class WindowUndoTests : IAsyncLifetime
{
    private TestWindows _tables = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _tables = await TestWindows.Create(("Mosaic:MaxAttempts", "1"));

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task A_cancel_is_undone_within_ten_seconds_at_the_former_times(int seconds)
    {
        var (admin, playlist) = (await _tables.Person(Roles.Admin), await _tables.Window());
        var touched = await Touch(playlist);
        await Touch(playlist);
        var before = await _tables.Window(playlist);
        _tables.Time.Advance(TimeSpan.FromMinutes(1));
        await _tables.Get<CancelTask>().Execute(admin, before.TaskId!.Value, "by mistake", Stop);
        _tables.Time.Advance(TimeSpan.FromSeconds(seconds));

        var again = await _tables.Get<UndoCancel>().Execute(admin, before.TaskId.Value, Stop);

        var window = await _tables.Window(playlist);
        Assert.Equal(
            (again, before.DueAt, before.LatestAt, before.FirstRequestedAt, before.Pushes, WindowState.Pending),
            (window.TaskId!.Value, window.DueAt, window.LatestAt, window.FirstRequestedAt, window.Pushes, window.State));
        Assert.Equal((before.Requested + 1, before.Requested), (window.Requested, window.CancelledThrough));
        var (cancelled, restored) = (await _tables.Run(before.TaskId.Value), await _tables.Run(again));
        Assert.Equal((TaskState.Cancelled, again, cancelled.Id), (cancelled.State, cancelled.SupersededBy, restored.Supersedes!.Value));
        Assert.Equal(["before_publish", "after_publish", "revoked"], await _tables.Signals(cancelled.Id));
        Assert.Equal(["before_publish", "after_publish"], await _tables.Signals(again));
        Assert.Contains("task.undo", await Acts());
        Assert.NotEqual(touched.TaskId, again);
    }

    [Fact]
    public async Task After_ten_seconds_it_is_too_late()
    {
        var (admin, playlist) = (await _tables.Person(Roles.Admin), await _tables.Window());
        var task = await Cancelled(admin, playlist);
        _tables.Time.Advance(TimeSpan.FromSeconds(10.001));

        var refusal = await Assert.ThrowsAsync<ActRefusedException>(() => _tables.Get<UndoCancel>().Execute(admin, task, Stop));

        Assert.Contains("more than ten seconds ago", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((WindowState.Idle, null), ((await _tables.Window(playlist)).State, (await _tables.Window(playlist)).TaskId));
    }

    [Fact]
    public async Task What_something_newer_replaces_is_not_brought_back_nor_twice()
    {
        var (admin, playlist, other) = (await _tables.Person(Roles.Admin), await _tables.Window(), await _tables.Window());
        var task = await Cancelled(admin, playlist);
        var newer = await Touch(playlist);
        var refusal = await Assert.ThrowsAsync<ActRefusedException>(() => _tables.Get<UndoCancel>().Execute(admin, task, Stop));
        Assert.Contains("a newer task takes its place", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(newer.TaskId, (await _tables.Window(playlist)).TaskId);

        var once = await Cancelled(admin, other);
        await _tables.Get<UndoCancel>().Execute(admin, once, Stop);
        await Assert.ThrowsAsync<ActRefusedException>(() => _tables.Get<UndoCancel>().Execute(admin, once, Stop));
        await Assert.ThrowsAsync<ForbiddenException>(async () => await _tables.Get<UndoCancel>().Execute(await _tables.Person(Roles.Editor), once, Stop));
    }

    [Fact]
    public async Task A_held_task_comes_back_held_with_who_and_why()
    {
        var (admin, playlist) = (await _tables.Person(Roles.Admin), await _tables.Window());
        var task = (await Touch(playlist)).TaskId;
        await _tables.Get<HoldWindow>().Execute(admin, ActTarget.Task(task), "until the artwork is in", Stop);
        var held = await _tables.Window(playlist);
        Assert.Equal(("until the artwork is in", WindowState.Held), (held.ActedReason, held.State));

        await _tables.Get<CancelWindow>().Execute(admin, playlist, null, Stop);
        Assert.Null((await _tables.Window(playlist)).ActedBy);
        await _tables.Get<UndoCancel>().Execute(admin, task, Stop);

        var window = await _tables.Window(playlist);
        Assert.Equal((WindowState.Held, held.ActedBy, held.ActedReason, held.ActedAt), (window.State, window.ActedBy, window.ActedReason, window.ActedAt));
        await _tables.Get<ReleaseWindow>().Execute(admin, ActTarget.Task(window.TaskId!.Value), null, Stop);
        Assert.Null((await _tables.Window(playlist)).ActedAt);
    }

    [Fact]
    public async Task Who_forced_and_why_stands_until_it_is_taken_and_the_first_is_named()
    {
        var (admin, second, playlist) = (await _tables.Person(Roles.Admin), await _tables.Person(Roles.Admin), await _tables.Window());
        var task = (await Touch(playlist)).TaskId;
        await _tables.Get<ForceWindow>().Execute(admin, ActTarget.Task(task), "the label waits", Stop);
        await _tables.Get<ForceWindow>().Execute(second, ActTarget.Task(task), "me too", Stop);
        Assert.Equal(("the label waits", true), ((await _tables.Window(playlist)).ActedReason, (await _tables.Window(playlist)).Forced));

        await Take(playlist);

        Assert.Equal((WindowState.Running, null), ((await _tables.Window(playlist)).State, (await _tables.Window(playlist)).ActedBy));
        await Assert.ThrowsAsync<ActRefusedException>(() => _tables.Get<HoldWindow>().Execute(admin, ActTarget.Task(task), null, Stop));
    }

    [Fact]
    public async Task A_task_sent_on_its_own_comes_back_too()
    {
        var admin = await _tables.Person(Roles.Admin);
        var eta = _tables.Time.GetUtcNow().AddHours(1);
        var task = await _tables.Get<SendTask>().Execute(admin, new NewTask("test.sum", """{"x":1,"y":2}""", eta), Stop);
        await _tables.Get<CancelTask>().Execute(admin, task, null, Stop);

        var again = await _tables.Get<UndoCancel>().Execute(admin, task, Stop);

        Assert.Equal((eta, true), ((await _tables.Window(again)).DueAt, (await _tables.Window(again)).Once));
        Assert.Equal(("""{"x":1,"y":2}""", task), ((await _tables.Run(again)).Arguments, (await _tables.Run(again)).Supersedes));
    }

    [Fact]
    public async Task What_failed_is_dropped_once_and_its_window_is_marked_no_more_but_may_be_tried_again()
    {
        var (admin, playlist) = (await _tables.Person(Roles.Admin), await _tables.Window());
        var task = (await Failed(playlist)).TaskId;
        Assert.Equal(WindowState.Failed, (await _tables.Window(playlist)).State);
        await Assert.ThrowsAsync<ForbiddenException>(async () => await _tables.Get<DropTask>().Execute(await _tables.Person(Roles.Editor), task, "no", Stop));

        await _tables.Get<DropTask>().Execute(admin, task, "nobody needs it", Stop);

        var (run, window) = (await _tables.Run(task), await _tables.Window(playlist));
        Assert.Equal((TaskState.Failed, _tables.Time.GetUtcNow()), (run.State, run.DroppedAt));
        Assert.Equal((WindowState.Idle, window.Requested), (window.State, window.CancelledThrough));
        Assert.Equal("nobody needs it", (await _tables.Get<ReadTask>().Execute(task, Stop))!.Dropped!.Reason);
        var refusal = await Assert.ThrowsAsync<ActRefusedException>(() => _tables.Get<DropTask>().Execute(admin, task, "again", Stop));
        Assert.Contains("has dropped it already", refusal.Message, StringComparison.Ordinal);

        var again = await _tables.Get<RetryTask>().Execute(admin, task, "after all", Stop);
        Assert.Equal((again, WindowState.Pending), ((await _tables.Window(playlist)).TaskId!.Value, (await _tables.Window(playlist)).State));
        Assert.Equal((again, task), ((await _tables.Run(task)).SupersededBy!.Value, (await _tables.Run(again)).Supersedes!.Value));
        await Assert.ThrowsAsync<ActRefusedException>(() => _tables.Get<RetryTask>().Execute(admin, task, null, Stop));
    }

    [Fact]
    public async Task Dropping_an_older_failure_leaves_the_newer_marked()
    {
        var (admin, playlist) = (await _tables.Person(Roles.Admin), await _tables.Window());
        var (older, newer) = ((await Failed(playlist)).TaskId, (await Failed(playlist)).TaskId);

        await _tables.Get<DropTask>().Execute(admin, older, null, Stop);
        Assert.NotNull((await _tables.Run(older)).DroppedAt);
        Assert.Equal(WindowState.Failed, (await _tables.Window(playlist)).State);
        await _tables.Get<DropTask>().Execute(admin, newer, null, Stop);
        Assert.Equal(WindowState.Idle, (await _tables.Window(playlist)).State);
    }

    [Theory]
    [InlineData("test.nobody", "{}", TaskState.Unknown)]
    [InlineData("test.sum", "{}", TaskState.Rejected)]
    public async Task A_parked_task_sent_on_its_own_is_dropped_or_tried_again(string name, string arguments, TaskState state)
    {
        var admin = await _tables.Person(Roles.Admin);
        var task = await _tables.Get<SendTask>().Execute(admin, new NewTask(name, arguments), Stop);
        await Take(task);
        Assert.Equal(state, (await _tables.Run(task)).State);

        await _tables.Get<DropTask>().Execute(admin, task, null, Stop);
        Assert.Equal(_tables.Time.GetUtcNow(), (await _tables.Run(task)).DroppedAt);
        Assert.Contains("task.drop", await Acts());
        await Assert.ThrowsAsync<ActRefusedException>(() => _tables.Get<DropTask>().Execute(admin, task, null, Stop));
        var again = await _tables.Get<RetryTask>().Execute(admin, task, null, Stop);

        Assert.Equal((name, task, again), ((await _tables.Run(again)).Name, (await _tables.Run(again)).Supersedes!.Value, (await _tables.Run(task)).SupersededBy!.Value));
        await Assert.ThrowsAsync<ActRefusedException>(() => _tables.Get<RetryTask>().Execute(admin, task, null, Stop));
    }

    [Fact]
    public async Task Two_nodes_that_read_the_same_ended_task_do_it_again_once()
    {
        var task = await _tables.Get<SendTask>().Execute(await _tables.Person(Roles.Admin), new NewTask("test.nobody", "{}"), Stop);
        await Take(task);
        Task<Window> Again() => _tables.Lane.Run((write, ct) => _tables.Keeper.Send(write, new NewTask("test.nobody", "{}", Again: task), "admin", ct), Stop);

        var first = await Again();
        await Assert.ThrowsAsync<ActRefusedException>(Again);

        Assert.Equal(first.SubjectId, (await _tables.Run(task)).SupersededBy);
        await using var db = await _tables.Open();
        Assert.Equal(1, await db.Windows.CountAsync(w => w.Once, Stop));
    }

    [Fact]
    public async Task Whoever_holds_a_playlist_after_its_cancel_still_holds_it_after_the_undo()
    {
        var (admin, playlist) = (await _tables.Person(Roles.Admin), await _tables.Window());
        var task = await Cancelled(admin, playlist);
        await _tables.Get<HoldWindow>().Execute(admin, ActTarget.Playlist(playlist), "not before Friday", Stop);

        await _tables.Get<UndoCancel>().Execute(admin, task, Stop);

        var window = await _tables.Window(playlist);
        Assert.Equal((WindowState.Held, "not before Friday"), (window.State, window.ActedReason));
    }

    [Fact]
    public async Task The_undo_of_many_waits_for_the_many()
    {
        var (admin, one, other) = (await _tables.Person(Roles.Admin), await _tables.Window(), await _tables.Window());
        Guid[] tasks = [await Cancelled(admin, one), await Cancelled(admin, other)];
        _tables.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(2, (await _tables.Get<ActOnTasks>().Execute(admin, TaskAct.Undo, tasks, null, Stop)).Ids.Count);
    }

    private async Task<Touched> Touch(Guid playlist)
    {
        _tables.Time.Advance(TimeSpan.FromSeconds(1));
        return (await _tables.Lane.Run((write, ct) => _tables.Keeper.Touch(write, playlist, "editor", null, ct), Stop))!;
    }

    private async Task<Guid> Cancelled(System.Security.Claims.ClaimsPrincipal admin, Guid playlist)
    {
        var task = (await Touch(playlist)).TaskId;
        await _tables.Get<CancelTask>().Execute(admin, task, null, Stop);
        return task;
    }

    private async Task<Claim> Take(Guid subject)
    {
        var taking = await _tables.Lane.Run((write, ct) => _tables.Keeper.Take(write, subject, new NodeName("node:1"), "fire", ct), Stop);
        return taking.Claim!;
    }

    private async Task<Claim> Failed(Guid playlist)
    {
        await Touch(playlist);
        _tables.Time.Advance(TimeSpan.FromHours(5));
        var claim = await Take(playlist);
        await _tables.Lane.Run((write, ct) => _tables.Get<FinishRun>().Fail(write, claim, new IOException("away"), retryAt: null, timedOut: false, ct), Stop);
        return claim;
    }

    private async Task<List<string>> Acts()
    {
        await using var db = await _tables.Open();
        return await db.Audit.OrderBy(a => a.Id).Select(a => a.Act).ToListAsync(Stop);
    }
}

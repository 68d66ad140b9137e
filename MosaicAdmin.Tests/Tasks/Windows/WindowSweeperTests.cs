using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Windows;

/// <summary>What the sweeper mends besides lost alarms, which <c>AlarmTests</c> shows.</summary>
public sealed class WindowSweeperTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dead_run_that_cannot_be_cleared_away_does_not_keep_the_others_from_it()
    {
        await using var windows = await TestWindows.Start(
            ("Mosaic:Window", "00:00:00.100"), ("Mosaic:MaxWait", "00:01:00"), ("Mosaic:Sweep", "00:00:00.200"), ("Mosaic:RunLimit", "00:00:01"), ("Mosaic:Lease", "00:00:02"));
        var (bad, good) = (await windows.Window(), await windows.Window());
        windows.Oracle.Excuse(bad);
        var lost = await TakenByTheDead(windows, bad);
        await TakenByTheDead(windows, good);
        await using (var db = await windows.Open())
        {
            // Nothing of ours does this; it stands for any row the sweeper cannot make sense of.
            await db.Tasks.Where(t => t.Id == lost.TaskId).ExecuteDeleteAsync(Stop);
        }

        await Eventually.Get(() => windows.Window(good), w => w.Built == w.Requested);
        Assert.Equal(lost.TaskId, (await windows.Window(bad)).RunId);
    }

    [Fact]
    public async Task An_expired_task_that_cannot_be_revoked_keeps_neither_other_tasks_nor_lost_alarms_from_the_sweeper()
    {
        var commits = new Commits();
        var (playlist, good) = (Guid.Empty, Guid.Empty);
        await using var windows = await TestWindows.Start(
            [("Mosaic:Window", "00:00:00.100"), ("Mosaic:MaxWait", "00:01:00"), ("Mosaic:Sweep", "00:00:00.200")],
            commits.AddTo,
            first: async windows =>
            {
                commits.Refuse = await Expired(windows);
                good = await Expired(windows);
                playlist = await windows.Window();
                await windows.Lane.Run((write, ct) => windows.Keeper.Touch(write, playlist, "editor", null, ct), Stop);
            });

        await Eventually.Get(() => windows.Run(good), run => run.State == TaskState.Expired);
        await Eventually.Get(() => windows.Window(playlist), w => w.Built == w.Requested);
        Assert.True(commits.Refused > 0);
        Assert.Equal(TaskState.Scheduled, (await windows.Run(commits.Refuse!.Value)).State);
    }

    [Fact]
    public async Task A_job_key_that_was_lost_comes_back_as_its_row_says()
    {
        await using var windows = await TestWindows.Create(("Mosaic:Window", "00:05:00"), ("Mosaic:MaxWait", "01:00:00"));
        var (waiting, idle) = (await windows.Window(), await windows.Window());
        var touched = (await windows.Lane.Run((write, ct) => windows.Keeper.Touch(write, waiting, "editor", null, ct), Stop))!;

        Assert.Equal(1, await windows.Get<MendJobKeys>().Execute(Stop));

        var keys = windows.Get<RedisJobKeys>();
        Assert.Equal(new JobKey(touched.TaskId, 1, touched.DueAt, touched.LatestAt), await keys.Get(waiting, Stop));
        Assert.Null(await keys.Get(idle, Stop));
        Assert.Equal(0, await windows.Get<MendJobKeys>().Execute(Stop));
    }

    [Fact]
    public async Task After_an_outage_of_Redis_the_keys_come_back_by_themselves()
    {
        var address = RedisServer.FreeAddress();
        var server = await RedisServer.Start(address);
        await using var windows = await TestWindows.Start(
            ("Redis:Mode", "External"), ("ConnectionStrings:Redis", address), ("Mosaic:Window", "00:05:00"), ("Mosaic:MaxWait", "01:00:00"), ("Mosaic:Sweep", "00:00:00.500"));
        var (before, during) = (await windows.Window(), await windows.Window());
        var kept = await windows.Publish(before);
        server.Dispose();
        var missed = await windows.Publish(during);
        using var again = await RedisServer.Start(address);

        var keys = windows.Get<RedisJobKeys>();
        Assert.Equal(kept.TaskId, (await Eventually.Get(() => keys.Get(before, Stop), key => key is not null))!.TaskId);
        Assert.Equal(missed.TaskId, (await Eventually.Get(() => keys.Get(during, Stop), key => key is not null))!.TaskId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(900)]
    public async Task A_job_key_from_an_old_log_goes_or_is_corrected(long requested)
    {
        await using var windows = await TestWindows.Create(("Mosaic:Window", "00:05:00"), ("Mosaic:MaxWait", "01:00:00"));
        var (waiting, idle) = (await windows.Window(), await windows.Window());
        await windows.Lane.Run((write, ct) => windows.Keeper.Touch(write, waiting, "editor", null, ct), Stop);
        var touched = (await windows.Lane.Run((write, ct) => windows.Keeper.Touch(write, waiting, "editor", null, ct), Stop))!;
        var keys = windows.Get<RedisJobKeys>();
        var relic = new JobKey(Guid.NewGuid(), requested, touched.DueAt, touched.LatestAt);
        await keys.Swap(waiting, relic, Stop);
        await keys.Swap(idle, relic, Stop);

        Assert.Equal(2, await windows.Get<MendJobKeys>().Execute(Stop));

        Assert.Equal(touched.TaskId, (await keys.Get(waiting, Stop))!.TaskId);
        Assert.Null(await keys.Get(idle, Stop));
    }

    private static Task<Guid> Expired(TestWindows windows) => windows.Lane.Run(
        async (write, ct) =>
        {
            var sent = new NewTask("test.sum", """{"x":2,"y":3}""", write.Now.AddHours(1), write.Now.AddMinutes(-1));
            return (await windows.Keeper.Send(write, sent, "admin", ct)).TaskId!.Value;
        },
        Stop);

    private static Task<Claim> TakenByTheDead(TestWindows windows, Guid subject) => windows.Lane.Run(
        async (write, ct) =>
        {
            // Published and taken in one transaction, or this process would run it first.
            await windows.Keeper.Touch(write, subject, "editor", null, ct);
            await windows.Keeper.Force(write, await write.Db.Windows.SingleAsync(w => w.SubjectId == subject, ct), "editor", ct);
            return (await windows.Keeper.Take(write, subject, new NodeName("dead:1"), "fire", ct)).Claim!;
        },
        Stop);
}

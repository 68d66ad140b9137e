using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

public sealed class PauseTasksTests
{
    private static readonly (string, string)[] Quick = [("Mosaic:Window", "00:00:00.200"), ("Mosaic:MaxWait", "00:00:05"), ("Mosaic:Sweep", "00:10:00")];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Paused_nothing_runs_and_resumed_all_that_is_due_runs_at_once()
    {
        await using var tables = await TestWindows.Start(Quick);
        var (pause, resume, admin) = await Acts(tables);
        await pause.Execute(admin, "moving the disk", Stop);
        await Eventually.Get(() => Reported(tables), n => n is { Standby: true });

        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await tables.Window());
            await tables.Publish(ids[^1]);
        }

        // Due for long, and each refused to whoever asks.
        var last = await tables.Window(ids[^1]);
        await Eventually.True(() => TimeProvider.System.GetUtcNow() > last.DueAt);
        Assert.Null((await tables.Get<TaskLifecycle>().Take(ids[0], "by hand")));
        Assert.Empty(tables.Probe.Runs);

        await resume.Execute(admin, "moved", Stop);
        await Eventually.True(() => tables.Probe.Runs.Count == 3, TimeSpan.FromSeconds(5));
        await Eventually.Get(() => Reported(tables), n => n is { Standby: false });
        Assert.Equal(ids.Order(), tables.Probe.Runs.Select(r => r.SubjectId).Order());
        await using var db = await tables.Open();
        var row = await db.Pauses.SingleAsync(Stop);
        Assert.Equal(("moving the disk", "moved"), (row.Reason, row.ResumeReason));
        Assert.Equal([("tasks.pause", "moving the disk"), ("tasks.resume", "moved")], (await db.Audit.OrderBy(a => a.Id).ToListAsync(Stop)).Select(a => (a.Act, a.Reason!)));
    }

    [Fact]
    public async Task A_trigger_that_was_spent_while_paused_costs_its_window_nothing()
    {
        await using var tables = await TestWindows.Start([.. Quick, ("Mosaic:Window", "00:00:01")]);
        var (_, resume, admin) = await Acts(tables);
        var (id, alarm) = (await tables.Window(), tables.Get<Alarm>());

        // Nothing puts this node's scheduler in standby but the test.
        await tables.Get<IEnumerable<IHostedService>>().OfType<NodeReporter>().Single().StopAsync(Stop);

        // Another node pauses: the row is there before this node's scheduler stands by.
        await tables.Lane.Run(
            async (write, ct) =>
            {
                write.Db.Pauses.Add(new Pause { At = write.Now, By = "other" });
                return await write.Db.SaveChangesAsync(ct);
            },
            Stop);
        await tables.Publish(id);
        await Eventually.Get(() => alarm.Armed(Stop), armed => armed.Contains(id));
        await Eventually.Get(() => alarm.Armed(Stop), armed => !armed.Contains(id));
        Assert.Empty(tables.Probe.Runs);
        await tables.Get<FollowPause>().Execute(Stop);
        await resume.Execute(admin, null, Stop);
        await Eventually.True(() => !tables.Probe.Runs.IsEmpty, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Paused_before_the_start_it_stays_paused()
    {
        await using var tables = await TestWindows.Start(Quick, first: async before =>
        {
            var (pause, _, admin) = await Acts(before);
            await pause.Execute(admin, "before", Stop);
        });
        await Eventually.Get(() => Reported(tables), n => n is { Standby: true });
    }

    [Fact]
    public async Task Paused_twice_or_resumed_unpaused_is_refused_and_so_is_everybody_but_an_admin()
    {
        await using var tables = await TestWindows.Create();
        var (pause, resume, admin) = await Acts(tables);
        await Assert.ThrowsAsync<ActRefusedException>(() => resume.Execute(admin, null, Stop));
        await pause.Execute(admin, null, Stop);
        await Assert.ThrowsAsync<ActRefusedException>(() => pause.Execute(admin, null, Stop));
        var editor = await tables.Get<IDbContextFactory<MosaicDb>>().Add(Roles.Editor);
        await Assert.ThrowsAsync<ForbiddenException>(() => resume.Execute(editor, null, Stop));
        await Assert.ThrowsAsync<ForbiddenException>(() => pause.Execute(editor, null, Stop));
    }

    private static async Task<Node?> Reported(TestWindows tables)
    {
        await using var db = await tables.Open();
        return await db.Nodes.AsNoTracking().SingleOrDefaultAsync(Stop);
    }

    private static async Task<(PauseTasks Pause, ResumeTasks Resume, System.Security.Claims.ClaimsPrincipal Admin)> Acts(TestWindows tables)
    {
        var databases = tables.Get<IDbContextFactory<MosaicDb>>();
        var permissions = new Permissions(databases);
        var (lane, follow, signals) = (tables.Lane, tables.Get<FollowPause>(), tables.Get<SignalDispatcher>());
        return (new PauseTasks(lane, follow, permissions, signals), new ResumeTasks(lane, follow, permissions, signals), await databases.Add(Roles.Admin));
    }
}

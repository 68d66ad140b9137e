using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Tasks;
using Xunit.Sdk;

namespace MosaicAdmin.Tests.Support;

/// <summary>The judge over every test's tasks does find fault.</summary>
public sealed class SequenceOracleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signal_out_of_order_fails_the_test_that_left_it()
    {
        var windows = await TestWindows.Create();
        var touched = await windows.Publish(await windows.Window());
        var run = await windows.Run(touched.TaskId);
        await using (var db = await windows.Open())
        {
            db.Signals.Add(TaskSeeds.Row(new TaskSuccess(new TaskRef(run.Id, run.Name, run.SubjectId), "made", 1, 1)));
            await db.SaveChangesAsync(Stop);
        }

        var failure = await Assert.ThrowsAnyAsync<XunitException>(async () => await windows.DisposeAsync());

        Assert.Contains(touched.TaskId.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Contains("before_publish, after_publish, success: IllegalSequence at success, expected received or revoked", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_ended_without_saying_so_fails_it()
    {
        var windows = await TestWindows.Create();
        var touched = await windows.Publish(await windows.Window());
        await using (var db = await windows.Open())
        {
            await db.Tasks.ExecuteUpdateAsync(set => set.SetProperty(t => t.State, TaskState.Succeeded), Stop);
        }

        var failure = await Assert.ThrowsAnyAsync<XunitException>(async () => await windows.DisposeAsync());

        Assert.Contains($"{touched.TaskId}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_of_no_task_fails_it()
    {
        var tables = await TestTables.Create();
        await tables.Databases.Record(TaskSeeds.Row(new TaskPrerun(new TaskRef(Guid.CreateVersion7(), "mosaic.create", Guid.CreateVersion7()), 1, 1)));

        await Assert.ThrowsAnyAsync<XunitException>(async () => await tables.DisposeAsync());
    }

    [Fact]
    public async Task The_running_app_is_judged_when_it_has_stopped()
    {
        var app = await AppFixture.Start(("Mosaic:Window", "01:00:00"));
        var playlist = await app.CreatePlaylist("Judged");
        var song = await app.Upload(playlist, "One", cover: TestCover.Png(1));
        await using (var db = app.Database())
        {
            await db.Tasks.ExecuteUpdateAsync(set => set.SetProperty(t => t.State, TaskState.Lost), Stop);
        }

        var failure = await Assert.ThrowsAnyAsync<XunitException>(async () => await app.DisposeAsync());

        Assert.Contains(song.GetProperty("taskId").GetString()!, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_test_made_up_is_not_judged()
    {
        await using var tables = await TestTables.Create();
        var playlist = await tables.Databases.AddPlaylist("Rain");
        await tables.Databases.Add(TaskSeeds.Task(playlist, state: TaskState.Failed));
        tables.Oracle.Excuse(playlist);
    }
}

using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks.Jobs;

/// <summary>The end of a run is kept, and whoever wrote it never hears so.</summary>
public sealed class LostAnswerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_retry_whose_commit_went_unanswered_is_still_run()
    {
        var commits = new Commits { LoseAnswer = TaskState.Retrying };
        await using var windows = await TestWindows.Start([("Mosaic:Window", "00:00:00.200"), ("Mosaic:MaxWait", "00:01:00")], commits.AddTo);
        windows.Probe.Body = (claim, _) => claim.Attempt == 1
            ? throw new IOException("the store is away")
            : Task.FromResult(new TaskResult(Changed: true));
        var playlist = await windows.Window();
        var touched = await windows.Publish(playlist);
        await Eventually.Get(() => windows.Window(playlist), w => w.Built == w.Requested && w.RunId is null);
        Assert.Equal(1, commits.Lost);
        Assert.Equal(TaskState.Succeeded, (await windows.Run(touched.TaskId)).State);
        Assert.Equal(
            ["before_publish", "after_publish", "received", "prerun", "before_publish", "after_publish", "retry", "postrun", "received", "prerun", "success", "postrun"],
            await windows.Signals(touched.TaskId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_lost_its_claim_to_the_next_attempt_ends_nothing_of_it(bool taken)
    {
        await using var windows = await TestWindows.Create(("Mosaic:Window", "00:00:05"));
        var (lane, finish, keeper) = (windows.Lane, windows.Get<FinishRun>(), windows.Keeper);
        var playlist = await windows.Window();
        await windows.Publish(playlist);
        var first = await Take();
        await lane.Run((write, ct) => finish.Fail(write, first, new IOException("away"), write.Now, timedOut: false, ct), Stop);
        var second = taken ? await Take() : null;
        var (before, signals) = ((await windows.Run(first.TaskId)).State, await windows.Signals(first.TaskId));

        Assert.Equal(before, await lane.Run((write, ct) => finish.Break(write, first, new IOException("broken"), write.Now, ct), Stop));
        Assert.Equal(before, await lane.Run((write, ct) => finish.Stop(write, first, ct), Stop));
        Assert.Equal(before, await lane.Run((write, ct) => finish.Close(write, first, new TaskResult(Changed: true), ct), Stop));
        Assert.Equal(signals, await windows.Signals(first.TaskId));

        second ??= await Take();
        Assert.Equal(first.TaskId, second.TaskId);
        Assert.Equal(TaskState.Succeeded, await lane.Run((write, ct) => finish.Close(write, second, new TaskResult(Changed: true), ct), Stop));

        Task<Claim> Take()
        {
            windows.Time.Advance(TimeSpan.FromSeconds(6));
            return lane.Run(async (write, ct) => (await keeper.Take(write, playlist, new NodeName("node:1"), "fire", ct)).Claim!, Stop);
        }
    }
}

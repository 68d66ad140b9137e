using System.Text.RegularExpressions;
using MosaicAdmin.Faults;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Faults;

/// <summary>The crash table's row of a process that is not dead but asleep: its lease passes, another does its run, it wakes and may publish nothing.</summary>
[Collection(FaultsCollection.Name)]
public sealed class PausedTests(SharedRedis redis)
{
    [Fact]
    public async Task A_node_stopped_past_its_lease_publishes_nothing_when_it_goes_on()
    {
        await using var postgres = await PostgresServer.Start();
        // What a stopped node holds locked the database lets go, or a pause in mid-transaction would stop the others too.
        var connection = $"{postgres.ConnectionString};Options=-c idle_in_transaction_session_timeout=2000";
        await using var site = new Site([.. redis.Settings, ("Database:Provider", "Postgres"), ("ConnectionStrings:Database", connection)]);
        var sleeper = await site.Start(FaultPoint.MosaicStored);
        var playlist = await sleeper.CreatePlaylist("Paused");
        var (song, task) = await sleeper.Upload(playlist, Sending.Some());
        await sleeper.Fault();
        await sleeper.Pause();

        var awake = await site.Start();
        await awake.Says(new Regex("is Succeeded"));
        var done = (await site.Window(playlist))!;
        Assert.Equal((1L, null), (done.Built, done.RunId));

        await sleeper.Continue();
        await sleeper.Says(new Regex($"Task {task} of .* is Lost"));
        await IsAsTheSecondLeftIt(site, playlist, task, done);
        Assert.Equal([song], (await site.Mosaics(playlist)).Shown);
    }

    [Fact]
    public async Task A_run_that_stands_still_past_its_lease_publishes_nothing_when_it_goes_on()
    {
        await using var site = new Site(redis.Settings);
        var node = await site.Start(FaultPoint.Taken);
        var playlist = await node.CreatePlaylist("Paused");
        var (_, task) = await node.Upload(playlist, Sending.Some());
        await node.Fault();
        await node.Says(new Regex("is Succeeded"));
        var done = (await site.Window(playlist))!;

        await node.Continue();
        await node.Says(new Regex($"Task {task} of .* is Lost"));
        await IsAsTheSecondLeftIt(site, playlist, task, done);
    }

    private static async Task IsAsTheSecondLeftIt(Site site, Guid playlist, Guid first, Window done)
    {
        var now = (await site.Window(playlist))!;
        Assert.Equal((done.Version, done.Fence, done.Built), (now.Version, now.Fence, now.Built));
        Assert.Equal(1, (await site.Mosaics(playlist)).Made);
        var runs = await site.Tasks(playlist);
        Assert.Equal([(first, TaskState.Lost), (runs[1].Id, TaskState.Succeeded)], runs.Select(r => (r.Id, r.State)));
        Assert.Equal(runs[1].Id, runs[0].SupersededBy);
        Assert.Equal(["before_publish", "after_publish", "received", "prerun", "failure"], await site.Signals(first));
        await site.IsSound();
    }
}

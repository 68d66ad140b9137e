using MosaicAdmin.Faults;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Faults;

/// <summary>The crash table of the design, row by row: the real app is killed by SIGKILL right after each step and started again on what it left.</summary>
[Collection(FaultsCollection.Name)]
public sealed class CrashTests(SharedRedis redis) : IAsyncLifetime
{
    /// <summary>For what must be done while a task still waits.</summary>
    private static readonly (string Key, string Value) Patient = ("Mosaic:Window", "00:00:04");

    private readonly Site _site = new(redis.Settings);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(FaultPoint.BytesReceived)]
    [InlineData(FaultPoint.Validated)]
    public async Task Bytes_received_or_validated_no_row_is_left_and_the_client_sends_again(FaultPoint at)
    {
        var song = Sending.Some();
        var playlist = await CrashWhileUploading(at, song, () => Assert.Single(_site.Files("uploads")));
        Assert.Empty(await _site.Songs(playlist));
        Assert.Empty(_site.Files("files"));

        var node = await _site.Start();
        Assert.Empty(_site.Files("uploads"));
        await IsAddedOnce(node, playlist, song);
    }

    [Fact]
    public async Task Object_stored_before_the_transaction_the_next_try_uses_it()
    {
        var song = Sending.Some();
        var playlist = await CrashWhileUploading(FaultPoint.ObjectStored, song);
        var orphans = _site.Files("files/covers");
        Assert.Empty(await _site.Songs(playlist));
        Assert.Equal(3, orphans.Count);

        await IsAddedOnce(await _site.Start(), playlist, song);

        // The same objects and no others; saved again they are as young as new ones, so that nobody takes them for left over.
        var used = _site.Files("files/covers");
        Assert.Equal(orphans.Keys.Order(), used.Keys.Order());
        Assert.All(used, file => Assert.True(file.Value > orphans[file.Key], $"{file.Key} is as old as before"));
    }

    [Fact]
    public async Task Commit_sent_and_its_answer_unknown_the_next_try_is_the_same_song_and_the_same_request()
    {
        var song = Sending.Some();
        var playlist = await CrashWhileUploading(FaultPoint.CommitSent, song);
        var kept = Assert.Single(await _site.Songs(playlist));

        var answer = await IsAddedOnce(await _site.Start(), playlist, song);
        Assert.Equal(kept, answer.Song);
        Assert.Equal(1, (await _site.Window(playlist))!.Requested);
        Assert.Single(await _site.Tasks(playlist));
    }

    [Fact]
    public async Task Committed_before_Redis_and_the_trigger_the_sweeper_finds_it()
    {
        // No sweep while it stands there.
        var playlist = await CrashWhileUploading(FaultPoint.Committed, Sending.Some(), settings: ("Mosaic:Sweep", "00:10:00"));
        Assert.Equal(0, await _site.Triggers(playlist));

        await _site.Start();
        await IsMadeOnce(playlist);
    }

    [Fact]
    public async Task Trigger_fired_and_not_taken_it_runs_once()
    {
        var (playlist, _) = await CrashWhileRunning(FaultPoint.TriggerFired);
        Assert.Equal(0, (await _site.Window(playlist))!.Fence);

        await _site.Start();
        await IsMadeOnce(playlist);
        Assert.Equal(1, (await _site.Window(playlist))!.Fence);
    }

    [Fact]
    public async Task Taken_by_a_process_that_died_it_is_lost_after_the_lease_and_done_again()
    {
        var (playlist, task) = await CrashWhileRunning(FaultPoint.Taken);
        Assert.Equal((1, 1), ((await _site.Window(playlist))!.Fence, (await _site.Window(playlist))!.Attempts));

        await _site.Start();
        await IsDoneAgain(playlist, task);
    }

    [Fact]
    public async Task Mosaic_stored_before_the_close_there_is_no_second_object()
    {
        var (playlist, task) = await CrashWhileRunning(FaultPoint.MosaicStored);
        var stored = _site.Files("files/mosaics");
        Assert.Single(stored);
        Assert.Equal(0, (await _site.Mosaics(playlist)).Made);

        await _site.Start();
        await IsDoneAgain(playlist, task);
        Assert.Equal(stored.Keys, _site.Files("files/mosaics").Keys);
    }

    [Fact]
    public async Task Closed_before_Quartz_hears_what_it_does_again_does_nothing()
    {
        var (playlist, task) = await CrashWhileRunning(FaultPoint.Closed);
        Assert.Equal(1, await _site.Triggers(playlist));

        await _site.Start();
        await Eventually.Get(() => _site.Triggers(playlist), left => left == 0);
        var window = await _site.Settled(playlist);
        Assert.Equal((1, 1), (window.Fence, window.Built));
        Assert.Equal((task, TaskState.Succeeded), (Assert.Single(await _site.Tasks(playlist)).Id, (await _site.Tasks(playlist))[0].State));
        Assert.Equal(1, (await _site.Mosaics(playlist)).Made);
        await _site.IsSound();
    }

    [Fact]
    public async Task Cancel_acknowledged_and_every_node_killed_what_waited_stays_cancelled()
    {
        var node = await _site.Start(FaultPoint.CancelAcknowledged, Patient);
        var playlist = await node.CreatePlaylist("Cancelled");
        await node.Upload(playlist, Sending.Some());
        await Eventually.Get(() => _site.Triggers(playlist), armed => armed == 1);
        await Breaks(node.Act(playlist, "cancel"), node);
        Assert.Equal(1, await _site.Triggers(playlist));

        await _site.Start();
        await Eventually.Get(() => _site.Triggers(playlist), left => left == 0);
        await WasNeverMade(playlist);
        Assert.Equal(0, (await _site.Window(playlist))!.Fence);
    }

    [Fact]
    public async Task Cancel_acknowledged_and_every_node_killed_what_ran_stays_cancelled()
    {
        var node = await _site.Start(FaultPoint.MosaicStored);
        var playlist = await node.CreatePlaylist("Cancelled");
        await node.Upload(playlist, Sending.Some());
        await node.Fault();
        await node.Act(playlist, "cancel");
        await node.Kill();

        await _site.Start();
        await _site.Settled(playlist);
        await WasNeverMade(playlist);
        Assert.Equal("a test", Assert.Single(await _site.Tasks(playlist)).CancelReason);
    }

    [Fact]
    public async Task Playlist_deleted_with_a_trigger_left_its_firing_does_nothing_and_removes_it()
    {
        var node = await _site.Start(FaultPoint.PlaylistDeleted, Patient);
        var playlist = await node.CreatePlaylist("Deleted");
        var (_, task) = await node.Upload(playlist, Sending.Some());
        await Eventually.Get(() => _site.Triggers(playlist), armed => armed == 1);
        await Breaks(node.DeletePlaylist(playlist), node);
        Assert.Null(await _site.Window(playlist));
        Assert.Equal(1, await _site.Triggers(playlist));

        await _site.Start();
        await Eventually.Get(() => _site.Triggers(playlist), left => left == 0);
        Assert.Equal(["before_publish", "after_publish", "revoked"], await _site.Signals(task));
        await _site.IsSound();
    }

    private static async Task Breaks(Task call, NodeProcess node)
    {
        await node.Fault();
        await node.Kill();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
    }

    private async Task<Guid> CrashWhileUploading(FaultPoint at, Sending song, Action? standing = null, params (string Key, string Value)[] settings)
    {
        var node = await _site.Start(at, settings);
        var playlist = await node.CreatePlaylist("Crashed");
        var upload = node.Upload(playlist, song);
        await node.Fault();
        standing?.Invoke();
        await Breaks(upload, node);
        return playlist;
    }

    private async Task<(Guid Playlist, Guid Task)> CrashWhileRunning(FaultPoint at)
    {
        var node = await _site.Start(at);
        var playlist = await node.CreatePlaylist("Crashed");
        var (_, task) = await node.Upload(playlist, Sending.Some());
        await node.Fault();
        await node.Kill();
        return (playlist, task);
    }

    private async Task<(Guid Song, Guid Task)> IsAddedOnce(NodeProcess node, Guid playlist, Sending song)
    {
        var answer = await node.Upload(playlist, song);
        Assert.Equal(answer.Song, Assert.Single(await _site.Songs(playlist)));
        await IsMadeOnce(playlist);
        return answer;
    }

    private async Task IsMadeOnce(Guid playlist)
    {
        var window = await _site.Settled(playlist);
        Assert.Equal(window.Requested, window.Built);
        var (made, shown) = await _site.Mosaics(playlist);
        Assert.Equal(1, made);
        Assert.Equal(await _site.Songs(playlist), shown);
        await _site.IsSound();
    }

    private async Task IsDoneAgain(Guid playlist, Guid task)
    {
        await IsMadeOnce(playlist);
        var runs = await _site.Tasks(playlist);
        Assert.Equal([(task, TaskState.Lost, 1), (runs[1].Id, TaskState.Succeeded, 1)], runs.Select(r => (r.Id, r.State, r.Attempts)));
        Assert.Equal((runs[1].Id, (Guid?)task), (runs[0].SupersededBy, runs[1].Supersedes));
        // Taken, taken for dead, taken again.
        Assert.Equal(3, (await _site.Window(playlist))!.Fence);
        Assert.Equal(["before_publish", "after_publish", "received", "prerun", "failure"], await _site.Signals(task));
    }

    private async Task WasNeverMade(Guid playlist)
    {
        var window = await _site.Settled(playlist);
        Assert.Equal((WindowState.Idle, 0L, 1L), (window.State, window.Built, window.CancelledThrough));
        Assert.Equal((0, 0), ((await _site.Mosaics(playlist)).Made, (await _site.Mosaics(playlist)).Shown.Count));
        await _site.IsSound();
    }
}

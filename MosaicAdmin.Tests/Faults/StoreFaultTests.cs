using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Faults;

/// <summary>The disk that holds the objects goes and comes back; PostgreSQL, which holds both the tables and the scheduler's store, ends in the middle of uploads and runs and comes back.</summary>
[Collection(FaultsCollection.Name)]
public sealed class StoreFaultTests(SharedRedis redis)
{
    [Fact]
    public async Task The_database_ended_and_back_uploads_are_refused_meanwhile_and_nothing_is_lost_or_doubled()
    {
        await using var postgres = await PostgresServer.Start();
        await using var site = new Site([.. redis.Settings, ("Database:Provider", "Postgres"), ("ConnectionStrings:Database", postgres.ConnectionString)]);
        var node = await site.Start();
        var playlist = await node.CreatePlaylist("Outage");
        var refused = 0;
        var songs = new List<Guid>();
        for (var i = 0; i < 9; i++)
        {
            var song = Sending.Some($"Song {i}", i * 40);
            if (i == 5)
            {
                // While a song is on its way: it may be kept though its sender hears nothing of it.
                var sending = Send(node, playlist, song);
                await postgres.Crash();
                refused += await sending is null ? 1 : 0;
                for (var again = 0; again < 3; again++)
                {
                    refused += await Send(node, playlist, song) is null ? 1 : 0;
                }

                await postgres.Restart();
            }

            songs.Add((await Eventually.Get(() => Send(node, playlist, song), added => added is not null))!.Value);
        }

        Assert.InRange(refused, 3, 4);
        var window = await site.Settled(playlist);
        Assert.Equal((9L, 9L), (window.Requested, window.Built));
        Assert.Equal(songs, await site.Songs(playlist));
        Assert.Equal(songs, (await site.Mosaics(playlist)).Shown);
        await site.IsSound();
    }

    [Fact]
    public async Task Objects_gone_and_back_uploads_are_refused_and_what_was_due_is_made_then()
    {
        await using var site = new Site([.. redis.Settings, ("Mosaic:Window", "00:00:03")]);
        var node = await site.Start();
        var playlist = await node.CreatePlaylist("Unmounted");
        var (song, task) = await node.Upload(playlist, Sending.Some());
        site.LoseStorage();
        Assert.Null(await Send(node, playlist, Sending.Some("Refused", 200)));
        await node.Says($"Task {task} of {playlist} is Retrying");
        site.RestoreStorage();

        await Eventually.Get(() => site.Window(playlist), w => w!.Built == w.Requested);
        Assert.Equal([song], await site.Songs(playlist));
        Assert.Equal([song], (await site.Mosaics(playlist)).Shown);
        var run = Assert.Single(await site.Tasks(playlist));
        Assert.Equal((TaskState.Succeeded, true), (run.State, run.Attempts > 1));
        await site.IsSound();
    }

    /// <summary>Null when it was refused for the server's sake.</summary>
    private static async Task<Guid?> Send(NodeProcess node, Guid playlist, Sending song)
    {
        try
        {
            return (await node.Upload(playlist, song)).Song;
        }
        catch (HttpRequestException error) when ((int?)error.StatusCode >= 500)
        {
            return null;
        }
    }
}

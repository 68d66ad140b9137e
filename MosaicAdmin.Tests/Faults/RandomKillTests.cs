using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Faults;

/// <summary>
/// Kills at no particular step: the app is killed again and again while songs are uploaded, each sent again with its key until it is accepted.
/// Eight kills, or as many as <c>MOSAIC_KILLS</c> says; <c>MOSAIC_SEED</c> repeats the pauses between them.
/// </summary>
[Collection(FaultsCollection.Name)]
public sealed class RandomKillTests(SharedRedis redis, ITestOutputHelper output)
{
    private const int Senders = 4;
    private const int SongsEach = 9;

    /// <summary>On a busy machine one song may meet many kills before it is answered.</summary>
    private static readonly TimeSpan Whole = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, List<Guid>> _accepted = new();
    private NodeProcess? _node;
    private int _answered;
    private int _broken;
    private bool _over;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whenever_it_is_killed_every_accepted_song_is_in_the_final_mosaic()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("MOSAIC_KILLS") ?? "8", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("MOSAIC_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"{kills} kills, seed {seed}");
        // Deaths in a row are counted against a playlist on purpose; here they say nothing about it.
        await using var site = new Site(
            [.. redis.Settings, ("Mosaic:Window", "00:00:00.700"), ("Mosaic:MaxDeaths", "100"), ("Mosaic:MaxAttempts", "100"), ("Mosaic:Lease", "00:00:03"), ("Mosaic:RunLimit", "00:00:02")]);
        var random = new Random(seed);
        var watch = Stopwatch.StartNew();
        _node = await site.Start();
        var senders = Enumerable.Range(0, Senders).Select(SendUntilOver).ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            // Every other one while it starts, the rest once it is at work.
            var (before, wait) = (_answered, random.Next(1500));
            await Eventually.True(() => kill % 2 == 0 || _answered > before, Whole);
            await Task.Delay(wait, Stop);
            await _node.Kill();
            _node = await site.Start();
        }

        _over = true;
        await Task.WhenAll(senders).WaitAsync(TimeSpan.FromMinutes(2), Stop);
        await IsAllThere(site);
        await Report(site, kills, watch.Elapsed);
    }

    private async Task SendUntilOver(int sender)
    {
        while (!_over)
        {
            var playlist = await UntilItWorks(node => node.CreatePlaylist($"Sender {sender}"));
            var songs = new List<Guid>();
            for (var i = 0; i < SongsEach; i++)
            {
                var song = Sending.Some($"Song {i}", i * 40);
                songs.Add((await UntilItWorks(node => node.Upload(playlist, song))).Song);
            }

            _accepted[playlist] = songs;
        }
    }

    private async Task<T> UntilItWorks<T>(Func<NodeProcess, Task<T>> call)
        where T : struct
    {
        var answer = await Eventually.Get<T?>(
            async () =>
            {
                try
                {
                    return await call(_node!);
                }
                catch (HttpRequestException error) when (error.StatusCode is null)
                {
                    // Refused means it was down; anything else was broken off in the middle.
                    Interlocked.Add(ref _broken, error.HttpRequestError == HttpRequestError.ConnectionError ? 0 : 1);
                    return null;
                }
            },
            answer => answer is not null,
            Whole);
        Interlocked.Increment(ref _answered);
        return answer!.Value;
    }

    private async Task IsAllThere(Site site)
    {
        await using var db = site.Open();
        await Eventually.Get(
            () => db.Windows.AsNoTracking().Where(w => w.TaskId != null || w.RunId != null).ToListAsync(Stop), open => open.Count == 0, TimeSpan.FromMinutes(2));
        Assert.Empty(await db.Windows.AsNoTracking().Where(w => w.Built != w.Requested || w.State != WindowState.Idle).ToListAsync(Stop));
        Assert.NotEmpty(_accepted);
        foreach (var (playlist, songs) in _accepted)
        {
            Assert.Equal(songs, await site.Songs(playlist));
            Assert.Equal(songs, (await site.Mosaics(playlist)).Shown);
        }

        await site.IsSound();
    }

    private async Task Report(Site site, int kills, TimeSpan took)
    {
        await using var db = site.Open();
        var ends = await db.Tasks.GroupBy(t => t.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(Stop);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{kills} kills in {took.TotalSeconds:0} s; {_accepted.Count * SongsEach} songs accepted in {_accepted.Count} playlists, {_broken} calls broken off in the middle; tasks: ")
            + string.Join(", ", ends.OrderByDescending(e => e.Count).Select(e => $"{e.Count} {e.Key}")));
    }
}

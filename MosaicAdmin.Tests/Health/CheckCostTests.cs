using System.Diagnostics;
using MosaicAdmin.Health;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Playlists;
using MosaicAdmin.Songs;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Health;

/// <summary>What a look at all invariants costs at 500 playlists and 50,000 tasks; for docs/benchmarks.md, behind MOSAIC_HEALTH_COST.</summary>
public sealed class CheckCostTests(HealthApp health) : IClassFixture<HealthApp>
{
    private const int Playlists = 500;
    private const int SongsEach = 10;
    private const int TasksEach = 100;
    private static readonly string[] Told = ["before_publish", "after_publish", "received", "prerun", "success", "postrun"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_invariants_at_500_playlists_and_50000_tasks()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("MOSAIC_HEALTH_COST") is null, "MOSAIC_HEALTH_COST is not set.");
        for (var i = 0; i < Playlists; i++)
        {
            await Fill($"playlist {i}");
        }

        var check = health.Get<Invariants>();
        await check.Check(fresh: true, Stop);
        var figures = new List<string>();
        foreach (var fresh in new[] { true, true, true, false })
        {
            var watch = Stopwatch.StartNew();
            var found = await check.Check(fresh, Stop);
            figures.Add($"{(fresh ? "fresh" : "remembered")} {watch.ElapsedMilliseconds} ms");
            Assert.All(found, f => Assert.Equal(0, f.Count));
        }

        foreach (var invariant in health.Get<IEnumerable<Invariant>>())
        {
            var watch = Stopwatch.StartNew();
            await invariant.Find(Stop);
            figures.Add($"{invariant.Id} {watch.ElapsedMilliseconds} ms");
        }

        TestContext.Current.SendDiagnosticMessage(string.Join('\n', figures));
    }

    /// <summary>A playlist with songs, objects, a past of tasks, and a window that waits with alarm and key.</summary>
    private async Task Fill(string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        var playlist = new Playlist { Name = name, CreatedAt = now, CreatedBy = "test", MosaicKey = Hash() };
        Keep($"mosaics/{playlist.MosaicKey}.jpg");
        await using (var db = health.App.Database())
        {
            db.Playlists.Add(playlist);
            db.Windows.Add(new Window { SubjectId = playlist.Id });
            for (var s = 0; s < SongsEach; s++)
            {
                var song = new Song { PlaylistId = playlist.Id, Title = $"song {s}", AddedBy = "test", AddedAt = now, Position = s, CoverHash = Hash(), AudioHash = Hash() };
                db.Songs.Add(song);
                Array.ForEach([.. SaveCover.Parts(song.CoverHash), $"audio/{song.AudioHash}"], Keep);
            }

            for (var t = 0; t < TasksEach; t++)
            {
                var task = new TaskRun { Name = BuildMosaic.TaskName, SubjectId = playlist.Id, State = TaskState.Succeeded, PublishedBy = "test", PublishedAt = now, Eta = now, LatestAt = now };
                db.Tasks.Add(task);
                db.Signals.AddRange(Told.Select(kind => new RecordedSignal
                {
                    TaskId = task.Id, SubjectId = playlist.Id, TaskName = task.Name, Kind = kind, Side = SignalSide.Sender, At = now, Node = "test", Data = "{}",
                }));
            }

            await db.SaveChangesAsync(Stop);
        }

        var touched = await health.Get<MosaicAdmin.Data.WriterLane>().Run((write, ct) => health.Get<WindowKeeper>().Touch(write, playlist.Id, "test", null, ct), Stop);
        await health.Get<Alarm>().Set(playlist.Id, touched!, Stop);
    }

    private void Keep(string name)
    {
        var path = Path.Combine(health.App.DataRoot, "files", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, name);

        // Old enough to be asked after: what is young belongs to an upload on its way.
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
    }

    private static string Hash() => $"{Guid.NewGuid():n}{Guid.NewGuid():n}";
}

using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

public sealed class ListTasksTests : IAsyncLifetime
{
    private TestTables _tables = null!;
    private ListTasks _list = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _tables = await TestTables.Create();
        _tables.Oracle.ExcuseAll();
        _list = new ListTasks(_tables.Databases);
    }

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    [Fact]
    public async Task Pages_run_newest_first_through_every_task_once_also_where_many_share_one_moment()
    {
        var playlist = await _tables.Databases.AddPlaylist("Road trip");
        var added = new HashSet<Guid>();
        for (var i = 0; i < 23; i++)
        {
            added.Add((await _tables.Databases.Add(TaskSeeds.Task(playlist, minute: i / 6))).Id);
        }

        var seen = new List<TaskSummary>();
        var filter = new TaskFilter { Take = 5 };
        while (true)
        {
            var page = await _list.Execute(filter, Stop);
            Assert.InRange(page.Items.Count, 1, 5);
            seen.AddRange(page.Items);
            if (page.Next is null)
            {
                break;
            }

            Assert.True(TaskCursor.TryParse(page.Next, out var after));
            filter = filter with { After = after };
        }

        Assert.Equal(23, seen.Count);
        Assert.Equal(added, seen.Select(t => t.Id).ToHashSet());
        Assert.Equal(seen.Select(t => t.PublishedAt).OrderDescending(), seen.Select(t => t.PublishedAt));
    }

    [Fact]
    public async Task A_task_published_meanwhile_shifts_no_page()
    {
        var playlist = await _tables.Databases.AddPlaylist("Road trip");
        for (var i = 0; i < 6; i++)
        {
            await _tables.Databases.Add(TaskSeeds.Task(playlist, minute: i));
        }

        var first = await _list.Execute(new TaskFilter { Take = 3 }, Stop);
        await _tables.Databases.Add(TaskSeeds.Task(playlist, minute: 99));
        Assert.True(TaskCursor.TryParse(first.Next!, out var after));
        var second = await _list.Execute(new TaskFilter { Take = 3, After = after }, Stop);

        Assert.Equal([5, 4, 3, 2, 1, 0], first.Items.Concat(second.Items).Select(t => (int)(t.PublishedAt - TaskSeeds.Start).TotalMinutes));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Filters_narrow_and_the_count_agrees()
    {
        var (road, rain) = (await _tables.Databases.AddPlaylist("Road trip"), await _tables.Databases.AddPlaylist("Rain"));
        var failed = await _tables.Databases.Add(TaskSeeds.Task(road, 1, TaskState.Failed));
        var lost = await _tables.Databases.Add(TaskSeeds.Task(rain, 2, TaskState.Lost));
        var waiting = await _tables.Databases.Add(TaskSeeds.Task(rain, 3));

        await Finds(new TaskFilter { States = [TaskState.Failed, TaskState.Lost] }, lost, failed);
        await Finds(new TaskFilter { Playlist = rain }, waiting, lost);
        await Finds(new TaskFilter { Playlist = rain, States = [TaskState.Lost] }, lost);
        await Finds(new TaskFilter { Name = "mosaic.create" }, waiting, lost, failed);
        await Finds(new TaskFilter { Name = "mosaic" });
    }

    [Theory]
    [InlineData("ROAD", "a")]
    [InlineData("node-7", "b")]
    [InlineData("ann@", "c")]
    [InlineData("too dark", "d")]
    [InlineData("IOException", "e")]
    [InlineData("100%_", "f")]
    [InlineData("no such thing", "")]
    public async Task Words_are_found_wherever_they_stand(string text, string expected)
    {
        var (road, rain) = (await _tables.Databases.AddPlaylist("Road trip"), await _tables.Databases.AddPlaylist("Rain"));
        var tasks = new Dictionary<string, TaskRun>
        {
            ["a"] = TaskSeeds.Task(road),
            ["b"] = TaskSeeds.Task(rain, node: "node-7:1"),
            ["c"] = TaskSeeds.Task(rain, by: "Ann@mosaic.test"),
            ["d"] = TaskSeeds.Task(rain),
            ["e"] = TaskSeeds.Task(rain),
            ["f"] = TaskSeeds.Task(rain),
        };
        tasks["d"].Reason = "The cover is too dark.";
        tasks["e"].Exception = "System.IO.IOException";
        tasks["f"].Reason = "100%_ sure";
        foreach (var task in tasks.Values)
        {
            await _tables.Databases.Add(task);
        }

        await Finds(new TaskFilter { Text = text }, [.. expected.Select(letter => tasks[$"{letter}"])]);
    }

    [Fact]
    public async Task An_id_finds_its_task_and_its_playlists_tasks()
    {
        var playlist = await _tables.Databases.AddPlaylist("Road trip");
        var (one, two) = (await _tables.Databases.Add(TaskSeeds.Task(playlist, 1)), await _tables.Databases.Add(TaskSeeds.Task(playlist, 2)));

        await Finds(new TaskFilter { Text = one.Id.ToString() }, one);
        await Finds(new TaskFilter { Text = playlist.ToString() }, two, one);
    }

    [Fact]
    public async Task A_playlist_that_is_gone_has_no_name()
    {
        var gone = Guid.CreateVersion7();
        await _tables.Databases.Add(TaskSeeds.Task(gone));

        var task = Assert.Single((await _list.Execute(new TaskFilter(), Stop)).Items);

        Assert.Equal(new TaskPlaylist(gone, null), task.Playlist);
    }

    [Fact]
    public async Task Fifty_thousand_tasks_answer_within_a_tenth_of_a_second()
    {
        var playlists = new List<Guid>();
        for (var i = 0; i < 50; i++)
        {
            playlists.Add(await _tables.Databases.AddPlaylist($"Playlist {i}"));
        }

        await using (var db = _tables.Open())
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var i = 0; i < 50_000; i++)
            {
                var task = TaskSeeds.Task(playlists[i % 50], i, i % 1000 == 0 ? TaskState.Failed : i % 3 == 0 ? TaskState.Succeeded : TaskState.Superseded, node: "node-a:1");
                task.ExceptionDetail = i % 1000 == 0 ? new string('x', 4_000) : null;
                db.Tasks.Add(task);
            }

            await db.SaveChangesAsync(Stop);
            await db.Database.ExecuteSqlRawAsync("ANALYZE", Stop);
        }

        var deep = new TaskCursor(TaskSeeds.Start.AddMinutes(100), Guid.Empty);
        TaskFilter[] filters =
        [
            new(), new() { After = deep }, new() { States = [TaskState.Failed] }, new() { States = [TaskState.Failed], After = deep },
            new() { Playlist = playlists[7] }, new() { Name = "mosaic.create" }, new() { Text = "playlist 4" }, new() { Text = "nowhere to be found" },
        ];
        foreach (var filter in filters)
        {
            await _list.Execute(filter, Stop);
            var best = TimeSpan.MaxValue;
            for (var i = 0; i < 5; i++)
            {
                // The best of five: other tests share the two cores.
                var watch = Stopwatch.StartNew();
                await _list.Execute(filter, Stop);
                best = watch.Elapsed < best ? watch.Elapsed : best;
            }

            TestContext.Current.SendDiagnosticMessage($"{filter}: {best.TotalMilliseconds:0.0} ms");
            Assert.True(best < TimeSpan.FromMilliseconds(100), $"{filter} took {best.TotalMilliseconds:0} ms");
        }
    }

    private async Task Finds(TaskFilter filter, params TaskRun[] expected)
    {
        var page = await _list.Execute(filter, Stop);
        Assert.Equal(expected.Select(t => t.Id), page.Items.Select(t => t.Id));
        Assert.Equal(expected.Length, await _list.Count(filter, Stop));
    }
}

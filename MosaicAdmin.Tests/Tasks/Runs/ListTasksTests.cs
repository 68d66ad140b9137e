using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

public sealed class ListTasksTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private TestTables _tables = null!;
    private ListTasks _list = null!;
    private Dictionary<string, TaskRun> _fields = [];

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
    [InlineData("at Skia.Decode", "e")]
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
        (tasks["e"].Exception, tasks["e"].ExceptionDetail) = ("System.IO.IOException", "too large\n   at Skia.Decode()");
        tasks["f"].Reason = "100%_ sure";
        foreach (var task in tasks.Values)
        {
            await _tables.Databases.Add(task);
        }

        await Finds(Asking($"\"{text}\""), [.. expected.Select(letter => tasks[$"{letter}"])]);
    }

    [Fact]
    public async Task An_id_finds_its_task_and_its_playlists_tasks()
    {
        var playlist = await _tables.Databases.AddPlaylist("Road trip");
        var (one, two) = (await _tables.Databases.Add(TaskSeeds.Task(playlist, 1)), await _tables.Databases.Add(TaskSeeds.Task(playlist, 2)));

        await Finds(Asking($"{one.Id}"), one);
        await Finds(Asking($"{playlist}"), two, one);
    }

    [Fact]
    public async Task A_playlist_that_is_gone_has_no_name()
    {
        var gone = Guid.CreateVersion7();
        await _tables.Databases.Add(TaskSeeds.Task(gone));

        var task = Assert.Single((await _list.Execute(new TaskFilter(), Stop)).Items);

        Assert.Equal(new TaskPlaylist(gone, null), task.Playlist);
    }

    public static TheoryData<string, string> Narrowing => new()
    {
        { "state:failed", "a" },
        { "-state:failed", "b c" },
        { "playlist:\"road TRIP\"", "a b" },
        { "playlist:road,rain", "a b c" },
        { "-playlist:rain", "a b" },
        { "name:lab", "c" },
        { "node:node-7", "b" },
        { "-node:node-7", "a c" },
        { "by:ann,bob", "a b" },
        { "after:2026-11-01T08:05 before:2026-11-01T08:10", "b" },
        { "-after:2026-11-01T08:05", "a" },
        { "duration:>5s", "b" },
        { "duration:>=5s", "a b" },
        { "duration:5s", "a b" },
        { "duration:=5s", "a" },
        { "duration:<=5s", "a" },
        { "duration:<5s", "" },
        { "attempts:>1", "a" },
        { "attempts:1", "b" },
        { "attempts:<=1", "b c" },
        { "reason:dark", "a" },
        { "reason:dark,ioexception", "a b" },
        { "road -failed mosaic", "a b" },
        { "state:", "a b c" },
    };

    [Theory]
    [MemberData(nameof(Narrowing))]
    public async Task Every_field_narrows(string query, string expected)
    {
        var (road, rain) = (await _tables.Databases.AddPlaylist("Road trip"), await _tables.Databases.AddPlaylist("Rain"));
        await Fields(_tables.Databases, road, rain);

        await Finds(Asking(query), [.. expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Reverse().Select(letter => _fields[letter])]);
    }

    [Fact]
    public async Task The_end_of_an_id_finds_it()
    {
        var task = await _tables.Databases.Add(TaskSeeds.Task(await _tables.Databases.AddPlaylist("Rain")));
        await _tables.Databases.Add(TaskSeeds.Task(Guid.CreateVersion7()));

        await Finds(Asking($"id:{TaskIds.Short(task.Id)}"), task);
        await Finds(Asking(TaskIds.Short(task.Id).ToUpperInvariant()), task);
    }

    [Fact]
    public async Task States_are_counted_of_all_that_match_the_rest()
    {
        var (road, rain) = (await _tables.Databases.AddPlaylist("Road trip"), await _tables.Databases.AddPlaylist("Rain"));
        await _tables.Databases.Add(TaskSeeds.Task(road, 1, TaskState.Failed));
        await _tables.Databases.Add(TaskSeeds.Task(road, 2, TaskState.Failed));
        await _tables.Databases.Add(TaskSeeds.Task(road, 3));
        await _tables.Databases.Add(TaskSeeds.Task(rain, 4, TaskState.Lost));

        var counts = await _list.CountByState(Asking("playlist:road state:failed") with { States = [TaskState.Lost] }, Stop);

        Assert.Equal(new Dictionary<TaskState, int> { [TaskState.Failed] = 2, [TaskState.Scheduled] = 1 }, counts);
    }

    [Fact]
    public async Task Acts_are_counted_by_how_many_tasks_they_fit()
    {
        var playlist = await _tables.Databases.AddPlaylist("Road trip");
        var failed = await _tables.Databases.Add(TaskSeeds.Task(playlist, 1, TaskState.Failed));
        await _tables.Databases.Add(TaskSeeds.Task(playlist, 2, TaskState.Lost));
        await _tables.Databases.Add(TaskSeeds.Task(playlist, 3, TaskState.Cancelled));
        await _tables.Databases.Add(TaskSeeds.Task(playlist, 4));

        var all = await _list.CountByAct(new TaskFilter(), null, Stop);
        var one = await _list.CountByAct(new TaskFilter(), new HashSet<Guid> { failed.Id }, Stop);

        Assert.Equal((1, 1, 3, 2), (all[TaskAct.Force], all[TaskAct.Cancel], all[TaskAct.Retry], all[TaskAct.Drop]));
        Assert.Equal((0, 0, 1, 1), (one[TaskAct.Force], one[TaskAct.Cancel], one[TaskAct.Retry], one[TaskAct.Drop]));
    }

    [Fact]
    public async Task All_that_match_come_in_order_however_many()
    {
        var playlist = await _tables.Databases.AddPlaylist("Road trip");
        await using (var db = _tables.Open())
        {
            db.Tasks.AddRange(Enumerable.Range(0, 2_005).Select(i => TaskSeeds.Task(playlist, i / 10)));
            await db.SaveChangesAsync(Stop);
        }

        var all = new List<TaskSummary>();
        await foreach (var task in _list.All(new TaskFilter { Take = 3 }, Stop))
        {
            all.Add(task);
        }

        Assert.Equal(2_005, all.Select(t => t.Id).Distinct().Count());
        Assert.Equal(all.Select(t => t.PublishedAt).OrderDescending(), all.Select(t => t.PublishedAt));
    }

    [Fact]
    public async Task Fifty_thousand_tasks_answer_within_a_tenth_of_a_second()
    {
        var playlists = await FiftyThousand(_tables.Databases);
        await using (var db = _tables.Open())
        {
            await db.Database.ExecuteSqlRawAsync("ANALYZE", Stop);
        }

        await AllQuick(_list, playlists[7]);
    }

    [Fact]
    public async Task And_on_PostgreSQL_where_every_field_narrows_alike()
    {
        await using var server = await PostgresServer.Start();
        var services = new ServiceCollection();
        services.AddTables<PostgresMosaicDb>(o => o.UseNpgsql(server.ConnectionString));
        await using var provider = services.BuildServiceProvider();
        var databases = provider.GetRequiredService<IDbContextFactory<MosaicDb>>();
        var list = new ListTasks(databases);
        await using (var db = await databases.CreateDbContextAsync(Stop))
        {
            await db.Database.MigrateAsync(Stop);
        }

        await Fields(databases, await databases.AddPlaylist("Road trip"), await databases.AddPlaylist("Rain"));
        foreach (var (query, expected) in Narrowing.Select(row => row.Data))
        {
            var found = (await list.Execute(Asking(query), Stop)).Items.Select(t => t.Id);
            Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Reverse().Select(letter => _fields[letter].Id), found);
        }

        var playlists = await FiftyThousand(databases);
        await using (var db = await databases.CreateDbContextAsync(Stop))
        {
            await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE", Stop);
        }

        await AllQuick(list, playlists[7]);
    }

    private static async Task<List<Guid>> FiftyThousand(IDbContextFactory<MosaicDb> databases)
    {
        var playlists = new List<Guid>();
        for (var i = 0; i < 50; i++)
        {
            playlists.Add(await databases.AddPlaylist($"Playlist {i}"));
        }

        await using (var db = await databases.CreateDbContextAsync(Stop))
        {
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var i = 0; i < 50_000; i++)
            {
                var task = TaskSeeds.Task(playlists[i % 50], i, i % 1000 == 0 ? TaskState.Failed : i % 3 == 0 ? TaskState.Succeeded : TaskState.Superseded, node: "node-a:1");
                task.ExceptionDetail = i % 1000 == 0 ? new string('x', 4_000) : null;
                db.Tasks.Add(task);
            }

            await db.SaveChangesAsync(Stop);
        }

        return playlists;
    }

    private static async Task AllQuick(ListTasks list, Guid playlist)
    {
        var deep = new TaskCursor(TaskSeeds.Start.AddMinutes(100), Guid.Empty);
        TaskFilter[] filters =
        [
            new(), new() { After = deep }, new() { States = [TaskState.Failed] }, new() { States = [TaskState.Failed], After = deep },
            new() { Playlist = playlist }, new() { Name = "mosaic.create" }, Asking("\"playlist 4\""), Asking("\"nowhere to be found\""), Asking("nowhere to be found"), Asking("state:failed playlist:\"Playlist 7\""),
            Asking("duration:>5s"), Asking("-name:mosaic after:2026-11-20"), Asking("id:abcdef12"),
        ];
        foreach (var filter in filters)
        {
            await Quick($"page of {filter.Query} {filter.After}", () => list.Execute(filter, Stop));
            await Quick($"counts of {filter.Query}", () => list.CountByState(filter, Stop));
        }
    }

    private static async Task Quick(string what, Func<Task> read)
    {
        await read();
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 5 || (i < 40 && best >= Limit); i++)
        {
            // The best of several: others share the two cores.
            var watch = Stopwatch.StartNew();
            await read();
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        TestContext.Current.SendDiagnosticMessage($"{what}: {best.TotalMilliseconds:0.0} ms");
        Assert.True(best < Limit, $"{what} took {best.TotalMilliseconds:0} ms");
    }

    private static TaskFilter Asking(string query) => new() { Query = TaskQuery.Parse(query, new ReaderTime(TaskSeeds.Start.AddMinutes(60), TimeZoneInfo.Utc)) };

    /// <summary>Three tasks that differ in every field.</summary>
    private async Task Fields(IDbContextFactory<MosaicDb> databases, Guid road, Guid rain)
    {
        _fields = new()
        {
            ["a"] = TaskSeeds.Task(road, 0, TaskState.Failed, by: "ann@mosaic.test"),
            ["b"] = TaskSeeds.Task(road, 6, TaskState.Succeeded, by: "bob@mosaic.test", node: "node-7:1"),
            ["c"] = new TaskRun { Name = "lab.probe", SubjectId = rain, PublishedBy = "cid@mosaic.test", PublishedAt = TaskSeeds.Start.AddMinutes(30) },
        };
        var (a, b) = (_fields["a"], _fields["b"]);
        (a.StartedAt, a.EndedAt, a.Attempts, a.Reason) = (TaskSeeds.Start, TaskSeeds.Start.AddSeconds(5), 3, "Too dark.");
        // Runs still, at 09:00.
        (b.State, b.StartedAt, b.Attempts, b.Exception) = (TaskState.Running, TaskSeeds.Start.AddMinutes(59), 1, "System.IO.IOException");
        foreach (var task in _fields.Values)
        {
            await databases.Add(task);
        }
    }

    private async Task Finds(TaskFilter filter, params TaskRun[] expected)
    {
        var page = await _list.Execute(filter, Stop);
        Assert.Equal(expected.Select(t => t.Id), page.Items.Select(t => t.Id));
        Assert.Equal(expected.Length, await _list.Count(filter, Stop));
    }
}

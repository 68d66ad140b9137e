using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;
using MosaicAdmin.Tests.Support;

namespace MosaicAdmin.Tests.Tasks;

[Collection(AppCollection.Name)]
public sealed class TasksApiTests(AppFixture app)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IDbContextFactory<MosaicDb> Databases => app.Services.GetRequiredService<IDbContextFactory<MosaicDb>>();

    [Fact]
    public async Task A_task_is_told_with_everything_the_contract_names()
    {
        var playlist = await Databases.AddPlaylist("Road trip");
        app.Oracle.Excuse(playlist);
        var before = await Databases.Add(TaskSeeds.Task(playlist, 1, TaskState.Superseded));
        var task = await Databases.AddFinished(playlist, 2);
        await using (var db = await Databases.CreateDbContextAsync(Stop))
        {
            await db.Tasks.Where(t => t.Id == before.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.SupersededBy, task.Id), Stop);
        }

        var told = await Get($"/api/v1/tasks/{task.Id}", Roles.Viewer);

        Assert.Equal("succeeded", told.GetProperty("state").GetString());
        Assert.Equal("mosaic.create", told.GetProperty("name").GetString());
        Assert.Equal((playlist.ToString(), "Road trip"), (told.GetProperty("playlist").GetProperty("id").GetString(), told.GetProperty("playlist").GetProperty("name").GetString()));
        Assert.Equal(task.ResultUrl, told.GetProperty("mosaicUrl").GetString());
        Assert.Equal(1, told.GetProperty("attempts").GetInt32());
        Assert.Equal(JsonValueKind.Null, told.GetProperty("supersededBy").ValueKind);
        Assert.Equal(JsonValueKind.Null, told.GetProperty("supersedes").ValueKind);
        Assert.Equal(task.Eta, told.GetProperty("eta").GetDateTimeOffset());
        Assert.Equal(playlist, told.GetProperty("arguments").GetProperty("playlistId").GetGuid());
        var signals = told.GetProperty("signals").EnumerateArray().ToList();
        Assert.Equal(
            ["before_publish", "after_publish", "received", "prerun", "success", "postrun"],
            signals.Select(s => s.GetProperty("kind").GetString()));
        Assert.Equal(["sender", "sender", "receiver", "receiver", "receiver", "receiver"], signals.Select(s => s.GetProperty("side").GetString()));
        Assert.All(signals, s => Assert.Equal("node-a:1", s.GetProperty("node").GetString()));
        Assert.Equal("made", signals[4].GetProperty("data").GetProperty("result").GetString());
        Assert.EndsWith("Z", signals[0].GetProperty("at").GetString()!.Replace("+00:00", "Z"), StringComparison.Ordinal);
        Assert.Equal(task.Id, (await Get($"/api/v1/tasks/{before.Id}", Roles.Viewer)).GetProperty("supersededBy").GetGuid());
    }

    [Fact]
    public async Task What_it_logged_is_told_and_all_of_it_comes_as_a_file()
    {
        var playlist = await Databases.AddPlaylist("Road trip");
        var task = await Databases.AddFinished(playlist);
        await using (var db = await Databases.CreateDbContextAsync(Stop))
        {
            db.RunLines.Add(new RunLine { TaskId = task.Id, Attempt = 1, At = TaskSeeds.Start, Level = Microsoft.Extensions.Logging.LogLevel.Warning, Category = "A.B", Text = "Odd" });
            await db.SaveChangesAsync(Stop);
        }

        var line = Assert.Single((await Get($"/api/v1/tasks/{task.Id}", Roles.Viewer)).GetProperty("log").EnumerateArray());
        Assert.Equal((1, "warning", "A.B", "Odd"), (line.GetProperty("attempt").GetInt32(), line.GetProperty("level").GetString(), line.GetProperty("category").GetString(), line.GetProperty("text").GetString()));

        using var client = await Client(Roles.Viewer);
        using var file = await client.GetAsync($"/api/v1/tasks/{task.Id}/bundle", Stop);
        var bundle = OpenBundle.Execute(await file.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal($"task-{TaskIds.Short(task.Id)}.json", file.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal((task.Id, 6, "Odd"), (bundle.Task.Id, bundle.Task.Signals.Count, Assert.Single(bundle.Task.Log).Text));
        Assert.Equal(task.Id, Assert.Single(bundle.Chain!.Publishes).Id);

        using var none = await client.GetAsync("/api/v1/tasks/01900000-0000-7000-8000-000000000000/bundle", Stop);
        await Problem(none, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Lists_page_by_their_cursor()
    {
        var playlist = await Databases.AddPlaylist("Rain");
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, (await Databases.Add(TaskSeeds.Task(playlist, i))).Id);
        }

        var seen = new List<Guid>();
        string? next = null;
        do
        {
            var page = await Get($"/api/v1/tasks?playlist={playlist}&take=2{(next is null ? "" : $"&cursor={next}")}", Roles.Viewer);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("id").GetGuid()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Equal(ids, seen);
    }

    [Theory]
    [InlineData("state=done", "done", "scheduled, running")]
    [InlineData("state=failed,done", "done", "scheduled, running")]
    [InlineData("playlist=rain", "rain", "GUID")]
    [InlineData("cursor=xyz", "xyz", "next")]
    [InlineData("take=many", "many", "1 to 200")]
    [InlineData("zone=Mars/Olympus", "Mars/Olympus", "Europe/Berlin")]
    public async Task A_wrong_word_is_named_with_the_right_ones(string query, string value, string legal)
    {
        using var client = await Client(Roles.Viewer);
        using var answer = await client.GetAsync($"/api/v1/tasks?{query}", Stop);

        var problem = await Problem(answer, HttpStatusCode.BadRequest);
        Assert.Contains($"\"{value}\"", problem, StringComparison.Ordinal);
        Assert.Contains(legal, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/tasks")]
    [InlineData("/api/v1/tasks.csv")]
    public async Task A_wrong_query_is_answered_with_the_word_and_the_fields(string path)
    {
        using var client = await Client(Roles.Viewer);
        using var answer = await client.GetAsync($"{path}?q=rain%20stat:failed", Stop);

        Assert.Equal(
            "“stat:” is no field. Fields: state, playlist, name, node, by, id, after, before, duration, attempts, reason.", await Problem(answer, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Queries_are_asked_in_the_zone_that_is_named()
    {
        var name = $"Zoned {Guid.NewGuid():n}";
        var playlist = await Databases.AddPlaylist(name);
        app.Oracle.Excuse(playlist);
        // 08:00 UTC, 16:00 in Taipei.
        var task = await Databases.Add(TaskSeeds.Task(playlist, 0, TaskState.Failed));

        async Task<int> Found(string when, string zone) =>
            (await Get($"/api/v1/tasks?q=playlist:\"{name}\" state:fail {when}&zone={zone}", Roles.Viewer)).GetProperty("items").GetArrayLength();

        Assert.Equal((1, 0), (await Found("after:2026-11-01T15:00", "Asia/Taipei"), await Found("after:2026-11-01T15:00", "UTC")));
        Assert.Equal(task.PublishedAt, TaskSeeds.Start);
    }

    [Fact]
    public async Task The_file_is_for_those_who_may_look_and_has_the_wanted_columns()
    {
        var playlist = await Databases.AddPlaylist("=cmd|'/c calc'!A1");
        app.Oracle.Excuse(playlist);
        var task = await Databases.Add(TaskSeeds.Task(playlist, 0, TaskState.Failed));
        using var viewer = await Client(Roles.Viewer);
        using var nobody = new HttpClient { BaseAddress = app.Address };

        using var refused = await nobody.GetAsync("/api/v1/tasks.csv", Stop);
        using var answer = await viewer.GetAsync($"/api/v1/tasks.csv?playlist={playlist}&cols=published,attempts", Stop);
        var lines = (await answer.Content.ReadAsStringAsync(Stop)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("id,state,playlist,name,attempts,publishedAt", lines[0]);
        Assert.StartsWith($"{task.Id},failed,", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain(",=cmd", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",mosaic.create,0,2026-11-01T08:00:00.000Z", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01900000-0000-7000-8000-000000000000")]
    [InlineData("nonsense")]
    public async Task What_is_not_there_is_not_found(string id)
    {
        using var client = await Client(Roles.Admin);
        using var read = await client.GetAsync($"/api/v1/tasks/{id}", Stop);
        using var cancel = await client.PostAsJsonAsync($"/api/v1/tasks/{id}/cancel", new { reason = "why" }, Stop);
        using var retry = await client.PostAsync($"/api/v1/tasks/{id}/retry", null, Stop);

        Assert.Contains(id, await Problem(read, HttpStatusCode.NotFound), StringComparison.Ordinal);
        await Problem(cancel, HttpStatusCode.NotFound);
        await Problem(retry, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Acts_are_the_admins()
    {
        var playlist = await Databases.AddPlaylist("Rain");
        app.Oracle.Excuse(playlist);
        var task = await Databases.Add(TaskSeeds.Task(playlist, 1, TaskState.Failed));
        using var editor = await Client(Roles.Editor);
        using var nobody = new HttpClient { BaseAddress = app.Address };

        using var cancel = await editor.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/cancel", new { reason = "why" }, Stop);
        using var retry = await editor.PostAsync($"/api/v1/tasks/{task.Id}/retry", null, Stop);
        using var list = await nobody.GetAsync("/api/v1/tasks", Stop);

        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized],
            new[] { cancel.StatusCode, retry.StatusCode, list.StatusCode });
    }

    [Fact]
    public async Task A_task_that_is_over_cannot_be_cancelled()
    {
        var task = await Databases.AddFinished(await Databases.AddPlaylist("Rain"));
        using var admin = await Client(Roles.Admin);

        using var cancel = await admin.PostAsJsonAsync($"/api/v1/tasks/{task.Id}/cancel", new { reason = "why" }, Stop);

        Assert.Contains("succeeded", await Problem(cancel, HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_waiting_task_is_cancelled_with_its_reason_and_tried_again()
    {
        var playlist = await Databases.AddPlaylist("Rain");
        var lane = app.Services.GetRequiredService<WriterLane>();
        var keeper = app.Services.GetRequiredService<WindowKeeper>();
        var touched = await lane.Run(
            async (write, ct) =>
            {
                WindowKeeper.Open(write, playlist);
                await write.Db.SaveChangesAsync(ct);
                return await keeper.Touch(write, playlist, "editor@mosaic.test", null, ct);
            },
            Stop);
        using var admin = await Client(Roles.Admin);

        using var cancel = await admin.PostAsJsonAsync($"/api/v1/tasks/{touched!.TaskId}/cancel", new { reason = "Wrong covers." }, Stop);
        var cancelled = await Get($"/api/v1/tasks/{touched.TaskId}", Roles.Viewer);
        using var retry = await admin.PostAsync($"/api/v1/tasks/{touched.TaskId}/retry", null, Stop);

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (cancel.StatusCode, retry.StatusCode));
        Assert.Equal(("cancelled", "Wrong covers."), (cancelled.GetProperty("state").GetString(), cancelled.GetProperty("reason").GetString()));
        Assert.Equal("revoked", cancelled.GetProperty("signals").EnumerateArray().Last().GetProperty("kind").GetString());
        var again = (await retry.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("taskId").GetGuid();
        Assert.NotEqual(touched.TaskId, again);
        Assert.Equal(playlist, (await Get($"/api/v1/tasks/{again}", Roles.Viewer)).GetProperty("playlist").GetProperty("id").GetGuid());
    }

    private static async Task<string> Problem(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("detail").GetString()!;
    }

    private async Task<JsonElement> Get(string path, string role)
    {
        using var client = await Client(role);
        return await client.GetFromJsonAsync<JsonElement>(path, Stop);
    }

    private async Task<HttpClient> Client(string role)
    {
        var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await Databases.AddToken(role));
        return client;
    }
}

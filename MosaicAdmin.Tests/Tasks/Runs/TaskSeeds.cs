using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Tasks;

/// <summary>Rows of tasks and signals as a run of the app would have left them.</summary>
internal static class TaskSeeds
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Guid> AddPlaylist(this IDbContextFactory<MosaicDb> databases, string name)
    {
        await using var db = await databases.CreateDbContextAsync(Stop);
        var playlist = new Playlist { Name = name, CreatedBy = "editor@mosaic.test" };
        db.Playlists.Add(playlist);
        await db.SaveChangesAsync(Stop);
        return playlist.Id;
    }

    public static TaskRun Task(Guid playlist, int minute = 0, TaskState state = TaskState.Scheduled, string by = "editor@mosaic.test", string? node = null) => new()
    {
        Name = "mosaic.create",
        SubjectId = playlist,
        Arguments = $$"""{"playlistId":"{{playlist}}"}""",
        State = state,
        PublishedAt = Start.AddMinutes(minute),
        PublishedBy = by,
        Eta = Start.AddMinutes(minute + 30),
        LatestAt = Start.AddMinutes(minute + 240),
        Pushes = 1,
        Node = node,
    };

    public static async Task<TaskRun> Add(this IDbContextFactory<MosaicDb> databases, TaskRun task)
    {
        await using var db = await databases.CreateDbContextAsync(Stop);
        db.Tasks.Add(task);
        await db.SaveChangesAsync(Stop);
        return task;
    }

    /// <summary>A row for <paramref name="signal"/>; <paramref name="id"/> takes a number of its own, as a transaction that commits late.</summary>
    public static RecordedSignal Row(TaskSignal signal, DateTimeOffset? at = null, string node = "node-a:1", long id = 0) => new()
    {
        Id = id,
        TaskId = signal.Task.Id,
        SubjectId = signal.Task.SubjectId,
        TaskName = signal.Task.Name,
        Kind = SignalKind.Of(signal).Name,
        Side = SignalKind.Of(signal).Side,
        At = at ?? Start,
        Node = node,
        Data = JsonSerializer.Serialize(signal, signal.GetType(), JsonSerializerOptions.Web),
    };

    public static async Task Record(this IDbContextFactory<MosaicDb> databases, params RecordedSignal[] rows)
    {
        await using var db = await databases.CreateDbContextAsync(Stop);
        db.Signals.AddRange(rows);
        await db.SaveChangesAsync(Stop);
    }

    /// <summary>The whole life of a task that made a picture at its first attempt.</summary>
    public static async Task<TaskRun> AddFinished(this IDbContextFactory<MosaicDb> databases, Guid playlist, int minute = 0)
    {
        var task = Task(playlist, minute, TaskState.Succeeded, node: "node-a:1");
        (task.StartedAt, task.EndedAt, task.Attempts) = (task.Eta, task.Eta.AddSeconds(2), 1);
        (task.ResultUrl, task.ResultBytes) = ($"/media/mosaics/{new string('a', 64)}.jpg", 184_320);
        var of = new TaskRef(task.Id, task.Name, playlist);
        await databases.Add(task);
        await databases.Record(
            Row(new BeforeTaskPublish(of, task.Eta, task.PublishedBy), task.PublishedAt),
            Row(new AfterTaskPublish(of, task.Eta, task.LatestAt), task.PublishedAt.AddMilliseconds(4)),
            Row(new TaskReceived(of, 12.5), task.Eta.AddMilliseconds(12)),
            Row(new TaskPrerun(of, 1, 1), task.Eta.AddMilliseconds(13)),
            Row(new TaskSuccess(of, "made", task.ResultBytes, 1950), task.EndedAt.Value),
            Row(new TaskPostrun(of, "succeeded"), task.EndedAt.Value.AddMilliseconds(1)));
        return task;
    }
}

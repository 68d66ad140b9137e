using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Serialization;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>Writes an enum in lower case.</summary>
public sealed class LowerCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;

/// <summary>What a task works on.</summary>
/// <param name="Name">Null when the playlist is gone.</param>
public sealed record TaskPlaylist(Guid Id, string? Name);

/// <summary>A task as lists show it.</summary>
public record TaskSummary
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    [JsonConverter(typeof(LowerCase<TaskState>))]
    public required TaskState State { get; init; }

    /// <summary>The playlist it works on; null for a task sent on its own.</summary>
    public required TaskPlaylist? Playlist { get; init; }

    [JsonIgnore]
    public Guid SubjectId { get; init; }

    public required DateTimeOffset Eta { get; init; }

    public required DateTimeOffset LatestAt { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required string PublishedBy { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public required int Attempts { get; init; }

    public required int Pushes { get; init; }

    public string? Node { get; init; }

    public Guid? Supersedes { get; init; }

    public Guid? SupersededBy { get; init; }

    public string? MosaicUrl { get; init; }

    public long ResultBytes { get; init; }

    public string? Reason { get; init; }

    /// <summary>Type of the last exception.</summary>
    public string? Exception { get; init; }

    /// <summary>True when somebody asked it to stop while it ran.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>True when it failed by an error outside its body.</summary>
    [JsonIgnore]
    public bool Broke { get; init; }

    /// <summary>True while it waits and is kept from falling due.</summary>
    public bool Held { get; init; }

    /// <summary>Who let it go after it had failed.</summary>
    public string? DroppedBy { get; init; }

    /// <summary>How a row becomes a summary; the playlist's name is looked up beside it.</summary>
    internal static Expression<Func<TaskRun, TaskSummary>> From(MosaicDb db) => t => new TaskSummary
    {
        Id = t.Id,
        Name = t.Name,
        State = t.State,
        // The subject of a task sent on its own is that task, or the one it was sent again for.
        Playlist = db.Tasks.Any(sent => sent.Id == t.SubjectId)
            ? null
            : new TaskPlaylist(t.SubjectId, db.Playlists.Where(p => p.Id == t.SubjectId).Select(p => p.Name).FirstOrDefault()),
        SubjectId = t.SubjectId,
        Eta = t.Eta,
        LatestAt = t.LatestAt,
        PublishedAt = t.PublishedAt,
        PublishedBy = t.PublishedBy,
        StartedAt = t.StartedAt,
        EndedAt = t.EndedAt,
        Attempts = t.Attempts,
        Pushes = t.Pushes,
        Node = t.Node,
        Supersedes = t.Supersedes,
        SupersededBy = t.SupersededBy,
        MosaicUrl = t.ResultUrl,
        ResultBytes = t.ResultBytes,
        Reason = t.Reason,
        Exception = t.Exception,
        CancelRequested = t.CancelAskedAt != null,
        Held = db.Windows.Any(w => w.SubjectId == t.SubjectId && w.TaskId == t.Id && w.Held),
        DroppedBy = t.DroppedBy,
        Broke = t.State == TaskState.Failed && db.Signals.Any(s => s.TaskId == t.Id && s.Kind == "internal_error"),
    };
}

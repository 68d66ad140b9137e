using System.Text.Json;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>A recorded signal as the hub and the live page pass it on.</summary>
/// <param name="Sequence">Its place in the record of all signals: give it as <c>after</c> to go on from here.</param>
/// <param name="Side"><c>sender</c> or <c>receiver</c>.</param>
/// <param name="Data">What it carries.</param>
public sealed record SignalNews(
    long Sequence, string Kind, Guid TaskId, string TaskName, Guid PlaylistId, DateTimeOffset At, string Node, string Side, JsonElement Data)
{
    internal static SignalNews From(RecordedSignal row) => new(
        row.Id, row.Kind, row.TaskId, row.TaskName, row.SubjectId, row.At, row.Node,
        row.Side == SignalSide.Sender ? "sender" : "receiver", JsonElement.Parse(row.Data));
}

/// <summary>Which signals a watcher wants, and from where on.</summary>
/// <param name="Playlist">Only of this playlist's tasks.</param>
/// <param name="Task">Only of this task.</param>
/// <param name="Kinds">Only of these kinds; all when null or empty.</param>
/// <param name="After">The last sequence already known; from now on when null.</param>
public sealed record WatchRequest(Guid? Playlist = null, Guid? Task = null, string[]? Kinds = null, long? After = null)
{
    internal bool Wants(RecordedSignal row) =>
        (Playlist is null || row.SubjectId == Playlist)
        && (Task is null || row.TaskId == Task)
        && (Kinds is not { Length: > 0 } || Kinds.Contains(row.Kind));
}

using Microsoft.Extensions.Localization;
using MosaicAdmin.Components;

namespace MosaicAdmin.Tasks;

/// <summary>All tasks that match, as a file.</summary>
internal static class TaskCsv
{
    // As the API spells them, whatever the page's language: programs read them too.
    private static readonly string[] Always = ["id", "state", "playlist", "name"];

    /// <param name="cols">The columns wanted besides the ones that are always there; all when null.</param>
    public static CsvResult<TaskSummary> Answer(
        string? playlist, string[]? state, string? name, string? q, string? cols, string? zone,
        ListTasks list, TimeProvider time, IStringLocalizer<TaskListText> text, CancellationToken cancellationToken)
    {
        var filter = ReadTasksQuery.Execute(text, () => TaskFilter.Parse(playlist, state, name, q, cursor: null, take: null, ReaderTime.Of(zone, time)));
        var columns = cols is null ? Enum.GetValues<TaskColumn>() : TaskColumns.Read(cols);
        return new CsvResult<TaskSummary>(
            $"tasks-{time.GetUtcNow():yyyy-MM-dd}.csv",
            [.. Always, .. columns.Select(Header)],
            list.All(filter, cancellationToken),
            task => [task.Id, task.State.Spelled(), task.Playlist?.Name, task.Name, .. columns.Select(c => Cell(task, c))]);
    }

    private static string Header(TaskColumn column) => column switch
    {
        TaskColumn.Due => "eta",
        TaskColumn.Latest => "latestAt",
        TaskColumn.Started => "startedAt",
        TaskColumn.Ended => "endedAt",
        TaskColumn.Duration => "seconds",
        TaskColumn.By => "publishedBy",
        TaskColumn.Published => "publishedAt",
        _ => column.ToString().ToLowerInvariant(),
    };

    private static object? Cell(TaskSummary task, TaskColumn column) => column switch
    {
        TaskColumn.Due => task.Eta,
        TaskColumn.Latest => task.LatestAt,
        TaskColumn.Started => task.StartedAt,
        TaskColumn.Ended => task.EndedAt,
        TaskColumn.Duration => (task.EndedAt - task.StartedAt)?.TotalSeconds,
        TaskColumn.Attempts => task.Attempts,
        TaskColumn.Pushes => task.Pushes,
        TaskColumn.Node => task.Node,
        TaskColumn.Reason => task.Reason ?? task.Exception,
        TaskColumn.By => task.PublishedBy,
        TaskColumn.Published => task.PublishedAt,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
    };
}

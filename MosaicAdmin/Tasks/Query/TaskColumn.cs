namespace MosaicAdmin.Tasks;

/// <summary>A column of the list that may be shown or not, in the order they stand.</summary>
public enum TaskColumn
{
    Due,
    Latest,
    Started,
    Ended,
    Duration,
    Attempts,
    Pushes,
    Node,
    Reason,
    By,
    Published,
}

public static class TaskColumns
{
    /// <summary>Shown until somebody chooses.</summary>
    public static IReadOnlyList<TaskColumn> Usual { get; } =
        [TaskColumn.Due, TaskColumn.Duration, TaskColumn.Attempts, TaskColumn.Node, TaskColumn.By, TaskColumn.Published];

    /// <summary>Reads what <see cref="Spelled"/> wrote. What is no column, such as one of another version, is passed over.</summary>
    public static IReadOnlyList<TaskColumn> Read(string? text) => text is null
        ? Usual
        : [.. Enum.GetValues<TaskColumn>().Where(c => text.Split(',', StringSplitOptions.TrimEntries).Contains(c.ToString(), StringComparer.OrdinalIgnoreCase))];

    public static string Spelled(IEnumerable<TaskColumn> columns) => string.Join(',', columns.Select(c => c.ToString().ToLowerInvariant()));

    /// <summary>The class of its cells; numbers stand to the right.</summary>
    public static string Class(this TaskColumn column) => $"task-{column.ToString().ToLowerInvariant()}" + column switch
    {
        TaskColumn.Duration or TaskColumn.Attempts or TaskColumn.Pushes => " task-number",
        TaskColumn.Due or TaskColumn.Latest or TaskColumn.Started or TaskColumn.Ended => " task-time",
        _ => "",
    };
}

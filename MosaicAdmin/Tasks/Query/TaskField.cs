namespace MosaicAdmin.Tasks;

/// <summary>What a word of a query on tasks may be about.</summary>
public enum TaskField
{
    State,
    Playlist,
    Name,
    Node,
    By,
    Id,
    After,
    Before,
    Duration,
    Attempts,
    Reason,
}

public static class TaskFields
{
    /// <summary>The fields as they are typed.</summary>
    public static IReadOnlyList<string> Spelled { get; } = [.. Enum.GetNames<TaskField>().Select(n => n.ToLowerInvariant())];

    public static bool TryParse(string word, out TaskField field)
    {
        var index = Spelled.ToList().IndexOf(word);
        field = (TaskField)Math.Max(0, index);
        return index >= 0;
    }
}

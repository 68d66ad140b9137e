namespace MosaicAdmin.Tasks;

/// <summary>A line that a task's body logged while it ran.</summary>
public sealed class RunLine
{
    public long Id { get; init; }

    public required Guid TaskId { get; init; }

    /// <summary>Which attempt logged it, from 1.</summary>
    public required int Attempt { get; init; }

    public required DateTimeOffset At { get; init; }

    public required LogLevel Level { get; init; }

    /// <summary>Who logged it: the type's full name.</summary>
    public required string Category { get; init; }

    /// <summary>The message as it was formatted, with the exception it came with.</summary>
    public required string Text { get; init; }
}

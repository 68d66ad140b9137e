namespace MosaicAdmin.Tasks;

/// <summary>A signal as it was recorded, in the transaction of what it tells about.</summary>
public sealed class RecordedSignal
{
    /// <summary>Rises with every signal: the cursor of readers.</summary>
    public long Id { get; init; }

    public required Guid TaskId { get; init; }

    public required Guid SubjectId { get; init; }

    public required string TaskName { get; init; }

    /// <summary>Short name, see <see cref="SignalKind"/>.</summary>
    public required string Kind { get; init; }

    public required SignalSide Side { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Node { get; init; }

    /// <summary>What the signal carries, as JSON.</summary>
    public required string Data { get; init; }
}

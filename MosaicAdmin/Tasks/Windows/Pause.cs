namespace MosaicAdmin.Tasks;

/// <summary>A time in which no run was given, on any node; still going on while <see cref="ResumedAt"/> is null.</summary>
public sealed class Pause
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? ResumedAt { get; set; }

    public string? ResumedBy { get; set; }

    public string? ResumeReason { get; set; }
}

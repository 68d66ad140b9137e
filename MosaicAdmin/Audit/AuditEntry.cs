namespace MosaicAdmin.Audit;

/// <summary>Who did what to what, when and why. Rows are only ever added.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the person or token.</summary>
    public required string Actor { get; init; }

    /// <summary>Verb and object, such as <c>task.cancel</c>.</summary>
    public required string Act { get; init; }

    /// <summary>Id of what was acted on.</summary>
    public required string Subject { get; init; }

    public string? Reason { get; init; }

    /// <summary>What else matters, as JSON.</summary>
    public string? Data { get; init; }
}

namespace MosaicAdmin.Tasks;

/// <summary>One task: a publish, what became of it, and its links to the publishes before and after it.</summary>
public sealed class TaskRun
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The registered task name, such as <c>mosaic.create</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it works on: a playlist.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Its arguments as JSON; ids only.</summary>
    public string Arguments { get; init; } = "{}";

    public TaskState State { get; set; }

    /// <summary>When it is due; moves when a batch joins it or it is tried again.</summary>
    public DateTimeOffset Eta { get; set; }

    /// <summary>The latest its window could have put it off to.</summary>
    public DateTimeOffset LatestAt { get; set; }

    /// <summary>How many publishes its window had taken in, this one included.</summary>
    public int Pushes { get; set; }

    /// <summary>Files dropped together share one task.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Past this moment it is not begun any more; null when it is worth doing however late.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset PublishedAt { get; init; }

    public required string PublishedBy { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public int Attempts { get; set; }

    public string? Node { get; set; }

    public Guid? Supersedes { get; init; }

    public Guid? SupersededBy { get; set; }

    /// <summary>Where its result can be seen; null without one.</summary>
    public string? ResultUrl { get; set; }

    /// <summary>Size of what it wrote, in bytes.</summary>
    public long ResultBytes { get; set; }

    /// <summary>Type of the last exception, without its message.</summary>
    public string? Exception { get; set; }

    /// <summary>Message and stack of the last exception.</summary>
    public string? ExceptionDetail { get; set; }

    /// <summary>Why it was revoked or rejected, in the words of whoever did it.</summary>
    public string? Reason { get; set; }

    /// <summary>When an admin let a parked task go for good; it keeps its state.</summary>
    public DateTimeOffset? DroppedAt { get; set; }

    public string? DroppedBy { get; set; }

    /// <summary>A cancel has three moments: asked (these three), delivered to the node that runs it, then the end.</summary>
    public DateTimeOffset? CancelAskedAt { get; set; }

    /// <summary>Also who cancelled it while it waited, which needs no asking.</summary>
    public string? CancelAskedBy { get; set; }

    public string? CancelReason { get; set; }

    /// <summary>When the node that runs it was told to stop.</summary>
    public DateTimeOffset? CancelDeliveredAt { get; set; }

    internal TaskRef Ref => new(Id, Name, SubjectId);

    /// <summary>Nothing more will happen to it.</summary>
    internal void End(TaskState state, DateTimeOffset now, string? exception = null, string? detail = null)
    {
        (State, EndedAt) = (state, now);
        (Exception, ExceptionDetail) = (exception ?? Exception, detail ?? ExceptionDetail);
    }
}

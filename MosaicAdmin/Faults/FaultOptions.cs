namespace MosaicAdmin.Faults;

/// <summary>A step after which the process may die: one for each row of the crash table, named after what has just happened.</summary>
public enum FaultPoint
{
    None,
    BytesReceived,
    Validated,
    ObjectStored,
    CommitSent,
    Committed,
    TriggerFired,
    Taken,
    MosaicStored,
    Closed,
    CancelAcknowledged,
    PlaylistDeleted,
}

/// <summary>Where a test wants the process to stand still. In Development only.</summary>
public sealed class FaultOptions
{
    public const string Section = "Faults";

    public FaultPoint At { get; set; }
}

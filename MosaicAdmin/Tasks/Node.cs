namespace MosaicAdmin.Tasks;

/// <summary>One process of the app, as it last told of itself.</summary>
public sealed class Node
{
    /// <summary>The name it goes by in signals, leases and the scheduler.</summary>
    public required string Name { get; init; }

    public string Version { get; set; } = "";

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>By the database's clock.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Its clock minus the database's, in milliseconds.</summary>
    public long ClockOffset { get; set; }

    /// <summary>True while its scheduler fires nothing.</summary>
    public bool Standby { get; set; }

    /// <summary>Triggers its scheduler came to late, since it started.</summary>
    public long Misfires { get; set; }

    /// <summary>Runs it works on.</summary>
    public int Running { get; set; }
}

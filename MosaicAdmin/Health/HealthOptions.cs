using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Health;

/// <summary>How the invariants are looked at.</summary>
public sealed class HealthOptions
{
    public const string Section = "Health";

    /// <summary>What looks broken is looked at again after so long, so that a change on its way is never called one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan Settle { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>For so long a finding is shown before rows, alarms and keys are looked at again, however many look at the page.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Rest { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The same for what lists the object store.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan StoreRest { get; set; } = TimeSpan.FromMinutes(5);
}

using System.ComponentModel.DataAnnotations;

namespace MosaicAdmin.Health;

/// <summary>How long what nobody needs any more is kept.</summary>
public sealed class CollectOptions
{
    public const string Section = "Collect";

    /// <summary>How often it is looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "7.00:00:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long a mosaic stays after another took its place.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long an object stays that no row names. Far longer than any upload takes, since an upload's object is there before its row.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan Orphans { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long an upload that is sent again is known by its <c>Idempotency-Key</c>.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan Receipts { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long what a task logged while it ran can be read on its page.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan RunLines { get; set; } = TimeSpan.FromDays(14);
}

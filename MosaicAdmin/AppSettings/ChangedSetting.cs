namespace MosaicAdmin.AppSettings;

/// <summary>A setting an admin changed while the app runs; it stands above files and environment until it is taken back.</summary>
public sealed class ChangedSetting
{
    /// <summary>Its configuration key, such as <c>Mosaic:Window</c>.</summary>
    public required string Key { get; init; }

    /// <summary>As configuration spells it, such as <c>00:30:00</c>.</summary>
    public required string Value { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}

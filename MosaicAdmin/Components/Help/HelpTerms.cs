namespace MosaicAdmin.Components;

/// <summary>A section of the glossary.</summary>
/// <param name="Id">Its anchor, to which pages link.</param>
/// <param name="Title">Its title's text.</param>
/// <param name="Terms">What it explains, by their texts after <c>Term.</c>.</param>
public sealed record HelpSection(string Id, string Title, IReadOnlyList<string> Terms);

/// <summary>What the glossary explains, in its order.</summary>
public static class HelpTerms
{
    public static HelpSection Windows { get; } = new("windows", "Windows", ["publish", "due", "cap", "superseded", "force", "hold", "cancel", "pause", "attempt", "node"]);

    public static HelpSection Wall { get; } = new("wall", "Wall", ["ring", "mosaic", "cover", "rollback"]);

    public static HelpSection Upload { get; } = new("upload", "Upload", ["queue", "duplicate", "batch", "receipt"]);

    public static HelpSection Ledger { get; } = new("ledger", "Ledger", ["measured", "render", "freshness", "tuner"]);

    /// <summary>Anchors and titles, as the page lists them at its top.</summary>
    public static IReadOnlyList<(string Id, string Title)> Sections { get; } =
    [
        ("windows", "Windows"), ("tasks", "Tasks"), ("signals", "Signals"), ("wall", "Wall"), ("upload", "Upload"), ("ledger", "Ledger"), ("roles", "Roles"),
    ];

    /// <summary>As the API spells them.</summary>
    public static IReadOnlyList<string> WindowStates { get; } = ["idle", "pending", "running", "retrying", "failed", "held"];
}

using MosaicAdmin.Identity;

namespace MosaicAdmin.Components;

/// <summary>Keys that do something on every page.</summary>
/// <param name="Id">Its text after <c>Shortcut.</c>, and what <c>js/shortcuts.js</c> does for it.</param>
/// <param name="Keys">One key after the other.</param>
/// <param name="Role">Who has it.</param>
public sealed record Shortcut(string Id, IReadOnlyList<string> Keys, string Role = Roles.Viewer)
{
    /// <summary>Where it goes.</summary>
    public string? Href { get; init; }
}

/// <summary>All shortcuts: the sheet lists them, and the script takes them from the sheet, so that none works that is not told.</summary>
public static class Shortcuts
{
    /// <summary>What works on every page.</summary>
    public static IReadOnlyList<Shortcut> Acts { get; } =
    [
        new("sheet", ["?"]),
        new("search", ["/"]),
        new("new", ["n"], Roles.Editor),
        new("times", ["x"]),
    ];

    /// <summary>A place each, after <c>g</c>.</summary>
    public static IReadOnlyList<Shortcut> Ways { get; } =
    [
        .. Places.All.Where(p => p.Key is not null).Select(p => new Shortcut($"Nav.{p.Id}", ["g", $"{p.Key}"], p.Role) { Href = p.Href }),
        new("Account", ["g", "m"]) { Href = "/account" },
        new("Help", ["g", "?"]) { Href = "/help" },
    ];
}

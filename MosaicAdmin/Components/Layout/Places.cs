using MosaicAdmin.Identity;
using MudBlazor;

namespace MosaicAdmin.Components;

/// <summary>A place in the rail.</summary>
/// <param name="Id">Its test id after <c>nav-</c>, and its text after <c>Nav.</c>.</param>
/// <param name="Role">Who sees it.</param>
/// <param name="Main">Whether it stays in the bottom bar of a narrow screen.</param>
public sealed record Place(string Id, string Href, string Icon, string Role, bool Main)
{
    /// <summary>The key that goes there after <c>g</c>.</summary>
    public char? Key { get; init; }
}

/// <summary>What the rail offers, in its order.</summary>
public static class Places
{
    public static IReadOnlyList<Place> All { get; } =
    [
        new("wall", "/", Icons.Material.Outlined.GridView, Roles.Viewer, Main: true) { Key = 'w' },
        new("upload", "/upload", Icons.Material.Outlined.FileUpload, Roles.Editor, Main: true) { Key = 'u' },
        new("tasks", "/tasks", Icons.Material.Outlined.Checklist, Roles.Viewer, Main: true) { Key = 't' },
        new("live", "/live", Icons.Material.Outlined.Sensors, Roles.Viewer, Main: true) { Key = 'l' },
        new("ledger", "/ledger", Icons.Material.Outlined.Insights, Roles.Viewer, Main: false) { Key = 'e' },
        new("lab", "/lab", Icons.Material.Outlined.Science, Roles.Admin, Main: false) { Key = 'b' },
        new("health-check", "/health-check", Icons.Material.Outlined.MonitorHeart, Roles.Admin, Main: false) { Key = 'h' },
        new("admin", "/admin/users", Icons.Material.Outlined.People, Roles.Admin, Main: false) { Key = 'p' },
        new("tokens", "/admin/tokens", Icons.Material.Outlined.Key, Roles.Admin, Main: false) { Key = 'k' },
        new("audit", "/admin/audit", Icons.Material.Outlined.History, Roles.Admin, Main: false) { Key = 'a' },
        new("settings", "/admin/settings", Icons.Material.Outlined.Tune, Roles.Admin, Main: false) { Key = 's' },
    ];
}

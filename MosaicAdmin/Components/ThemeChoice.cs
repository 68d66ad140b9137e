namespace MosaicAdmin.Components;

/// <summary>The theme somebody chose, remembered in a cookie so that the first paint is right.</summary>
public static class ThemeChoice
{
    public const string Cookie = "mosaic-theme";

    /// <summary>Whatever the device says.</summary>
    public const string System = "system";

    public static IReadOnlyList<string> All { get; } = ["light", "dark", System];

    /// <summary>The choice in <paramref name="request"/>; <see cref="System"/> when there is none.</summary>
    public static string Of(HttpRequest request) =>
        request.Cookies.TryGetValue(Cookie, out var chosen) && All.Contains(chosen) ? chosen : System;
}

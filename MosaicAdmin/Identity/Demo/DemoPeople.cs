namespace MosaicAdmin.Identity;

/// <summary>The demo accounts. The domain is reserved for tests, so none of them can be somebody's.</summary>
internal static class DemoPeople
{
    public const string Password = "Mosaic-demo-2026";

    public static string EmailOf(string role) => $"{role.ToLowerInvariant()}@mosaic.test";

    /// <summary>As Identity stores it for look-ups.</summary>
    public static string[] NormalizedEmails { get; } = [.. Roles.All.Select(role => EmailOf(role).ToUpperInvariant())];
}

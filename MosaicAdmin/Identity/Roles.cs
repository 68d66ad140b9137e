namespace MosaicAdmin.Identity;

/// <summary>The three roles; each includes the one before it.</summary>
public static class Roles
{
    /// <summary>Looks.</summary>
    public const string Viewer = "Viewer";

    /// <summary>Also uploads and edits.</summary>
    public const string Editor = "Editor";

    /// <summary>Also acts on tasks and people.</summary>
    public const string Admin = "Admin";

    /// <summary>From the least to the most.</summary>
    public static IReadOnlyList<string> All { get; } = [Viewer, Editor, Admin];

    /// <summary>The row of <paramref name="role"/>; the rows come with the tables.</summary>
    public static Guid IdOf(string role) => role switch
    {
        Viewer => new("0199c0de-0000-7000-8000-000000000001"),
        Editor => new("0199c0de-0000-7000-8000-000000000002"),
        Admin => new("0199c0de-0000-7000-8000-000000000003"),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role"),
    };

    /// <summary>0 for whoever has no role, then rising.</summary>
    public static int Rank(string? role) => role switch { Viewer => 1, Editor => 2, Admin => 3, _ => 0 };

    /// <summary>Whether <paramref name="held"/> includes <paramref name="needed"/>.</summary>
    public static bool Include(string? held, string needed) => Rank(held) >= Math.Max(1, Rank(needed));

    /// <summary>The lesser of two.</summary>
    public static string? Lesser(string? one, string? other) => Rank(one) <= Rank(other) ? one : other;
}

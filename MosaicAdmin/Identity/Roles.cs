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
}

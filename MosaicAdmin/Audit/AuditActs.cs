namespace MosaicAdmin.Audit;

/// <summary>What a deed was done to.</summary>
public enum AuditSubject
{
    Nothing,
    Song,
    Playlist,
    Task,
    Person,
    Token,
    Setting,
    Invariant,
}

/// <summary>What acts there are, as filters group them, and what each is done to.</summary>
public static class AuditActs
{
    /// <summary>How the acts of a group begin; the text of the group is <c>Group.</c> and its first word.</summary>
    public static IReadOnlyList<string> Groups { get; } =
        ["song.", "playlist.", "mosaic.", "task", "user.", "account.", "sign-in", "token.", "setting", "windows.", "health.", "storage.", "lab.", "demo."];

    public static AuditSubject SubjectOf(string act) => act.Split('.')[0] switch
    {
        "song" when act == "song.arrange" => AuditSubject.Playlist,
        "song" => AuditSubject.Song,
        "playlist" or "mosaic" => AuditSubject.Playlist,
        "task" or "lab" => AuditSubject.Task,
        "user" or "account" or "setup" or "sign-in" or "demo" => AuditSubject.Person,
        "token" => AuditSubject.Token,
        "setting" => AuditSubject.Setting,
        "health" => AuditSubject.Invariant,
        _ => AuditSubject.Nothing,
    };
}

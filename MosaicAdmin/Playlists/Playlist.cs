namespace MosaicAdmin.Playlists;

/// <summary>Which picture stands for a playlist.</summary>
public enum CoverMode
{
    /// <summary>The mosaic made from the songs' covers.</summary>
    Mosaic,

    /// <summary>The first song's cover; no task is ever published.</summary>
    FirstSong,

    /// <summary>A picture somebody chose; never overwritten.</summary>
    Own,
}

/// <summary>An ordered list of songs with one cover. Its revision, and what is owed to it, is its <see cref="Tasks.Window"/>.</summary>
public sealed class Playlist
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required string Name { get; set; }

    public CoverMode CoverMode { get; set; }

    /// <summary>Cover hash of the picture somebody chose, for <see cref="CoverMode.Own"/>; kept when the mode changes.</summary>
    public string? OwnCoverHash { get; set; }

    /// <summary>The mosaic shown now; moves only when a run closes or somebody rolls back.</summary>
    public Guid? MosaicId { get; set; }

    /// <summary>Content hash of the mosaic shown now: its URL changes exactly when the picture does.</summary>
    public string? MosaicKey { get; set; }

    /// <summary>
    /// Input hash of the covers when somebody rolled back to an earlier mosaic: a run that finds these covers again leaves the chosen picture
    /// in its place. Null while the newest is shown.
    /// </summary>
    public string? RolledBackInput { get; set; }

    public DateTimeOffset? RolledBackAt { get; set; }

    public string? RolledBackBy { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Shows a mosaic, or none. Unless somebody <paramref name="chose"/> it, the newest is shown from now on.</summary>
    public void Show(Guid? mosaic, string? key, RolledBack? chose = null)
    {
        (MosaicId, MosaicKey) = (mosaic, key);
        (RolledBackInput, RolledBackAt, RolledBackBy) = (chose?.Input, chose?.At, chose?.By);
    }

    /// <summary>What to throw where a playlist is asked for that is not there.</summary>
    public static NotFoundException Missing() => new("There is no such playlist.");
}

/// <summary>Somebody chose an earlier mosaic.</summary>
/// <param name="Input">Input hash of the covers then, empty without any: while a run finds these, the choice holds.</param>
public sealed record RolledBack(string Input, DateTimeOffset At, string By);

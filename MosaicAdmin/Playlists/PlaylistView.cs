using System.Text.Json.Serialization;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>Which picture a playlist shows just now; not always the one its mode asks for.</summary>
public enum CoverKind
{
    None,
    FirstSong,
    Mosaic,
    Own,
}

/// <summary>A playlist as the API answers it and as the pages read it: the row, its window, and the cover it shows.</summary>
/// <param name="Songs">How many.</param>
/// <param name="Revision">Rises with every change that could change the covers.</param>
/// <param name="BuiltRevision">The revision that is settled.</param>
/// <param name="TaskId">The task that waits, else the one that runs.</param>
/// <param name="Pushes">Publishes since the window opened.</param>
public sealed record PlaylistView(
    Guid Id,
    string Name,
    int Songs,
    long Revision,
    long BuiltRevision,
    CoverMode CoverMode,
    CoverKind CoverKind,
    string? CoverUrl,
    WindowState State,
    Guid? TaskId,
    DateTimeOffset? DueAt,
    DateTimeOffset? LatestAt,
    int Pushes)
{
    /// <summary>First publish since quiet: when the window opened.</summary>
    [JsonPropertyName("firstPublishAt")]
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>The last publish, which moved the due time.</summary>
    [JsonPropertyName("lastPublishAt")]
    public DateTimeOffset? RestartedAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who holds or forced it, and why; null once that is over.</summary>
    public string? ActedBy { get; init; }

    public string? ActedReason { get; init; }

    public DateTimeOffset? ActedAt { get; init; }

    /// <summary>The state as the API and the pages spell it.</summary>
    [JsonIgnore]
    public string Spelled => State.ToString().ToLowerInvariant();

    /// <summary>Where a countdown makes sense: something waits, and nothing keeps it from falling due.</summary>
    [JsonIgnore]
    public bool IsCounting => DueAt is not null && LatestAt is not null && OpenedAt is not null && State is WindowState.Pending or WindowState.Retrying;
}

/// <summary>One page of a list, and where the next begins; null after the last.</summary>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);

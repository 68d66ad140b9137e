using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>How the last task that came to an end went. Superseded ones do not count: the next one speaks for them.</summary>
/// <param name="By">Who cancelled it; null otherwise.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Exception">What it failed with.</param>
public sealed record LastTask(Guid Id, TaskState State, DateTimeOffset EndedAt, string? By = null, int Attempts = 0, string? Exception = null);

/// <summary>All the window card says, as of one reading.</summary>
/// <param name="WithCover">Songs that have a cover.</param>
/// <param name="LeftOut">Those of them whose cover cannot be used.</param>
/// <param name="By">Who published since the window opened.</param>
/// <param name="TakenIn">Titles of the songs added since then, the first hundred.</param>
/// <param name="Added">How many songs were added since then.</param>
public sealed record WindowFacts(
    PlaylistView Playlist,
    bool Held = false,
    bool Forced = false,
    Guid? WaitingTask = null,
    Guid? RunningTask = null,
    int WithCover = 0,
    int LeftOut = 0,
    LastTask? Last = null)
{
    public IReadOnlyList<string> By { get; init; } = [];

    public IReadOnlyList<string> TakenIn { get; init; } = [];

    public int Added { get; init; }

    /// <summary>Tries of the waiting task that failed, and how many there may be.</summary>
    public (int Failed, int Most) Tries { get; init; }

    /// <summary>Who holds or forced it, and why.</summary>
    public WindowAct? Acted { get; init; }

    /// <summary>The mosaic that is shown; null without one.</summary>
    public Guid? Shown { get; init; }

    /// <summary>Set while somebody's choice of an earlier mosaic holds.</summary>
    public RolledBack? RolledBack { get; init; }

    /// <summary>Set while no run is given on any node.</summary>
    public Pause? Paused { get; init; }

    /// <summary>The covers of now are those the shown mosaic was made of, or was chosen for: a run would leave it as it is.</summary>
    public bool SameCovers { get; init; }

    /// <summary>Where minutes say too little about its times.</summary>
    public bool IsShort => Playlist.LatestAt - Playlist.OpenedAt < TimeSpan.FromMinutes(10);
}

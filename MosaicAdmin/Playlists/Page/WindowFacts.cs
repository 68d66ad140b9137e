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
/// <param name="TakenIn">Titles of the songs added since then, the first few.</param>
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
}

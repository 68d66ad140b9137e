using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>What the wall knows of every playlist, shown or not: enough to find it, to count it and to put it in order.</summary>
/// <param name="ChangedAt">When songs came last, or the playlist itself.</param>
public sealed record WallEntry(Guid Id, string Name, DateTimeOffset ChangedAt, WindowState State, DateTimeOffset? DueAt)
{
    /// <summary>Something is on its way and comes by itself.</summary>
    public bool IsWaiting => State is WindowState.Pending or WindowState.Running or WindowState.Retrying;

    /// <summary>Somebody should know of it: it failed, is held, or fails just now.</summary>
    public bool NeedsLook => State is WindowState.Failed or WindowState.Held or WindowState.Retrying;
}

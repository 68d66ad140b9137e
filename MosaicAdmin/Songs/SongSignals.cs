using MosaicAdmin.Tasks;

namespace MosaicAdmin.Songs;

/// <summary>A playlist's songs changed: added, edited, moved or removed.</summary>
public sealed record SongsChanged(Guid PlaylistId) : Signal;

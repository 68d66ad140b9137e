using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>A playlist was made, renamed, deleted, or shows another cover.</summary>
public sealed record PlaylistChanged(Guid PlaylistId) : Signal;

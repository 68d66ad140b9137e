namespace MosaicAdmin.Playlists;

/// <summary>Names the texts in <c>PlaylistsText.resx</c>: the wall and the playlist page.</summary>
public sealed class PlaylistsText;

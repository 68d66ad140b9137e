namespace MosaicAdmin.Playlists;

/// <summary>A field of a song's row: where editing it begins.</summary>
public enum SongField
{
    Title,
    Artist,
    Album,
}

namespace MosaicAdmin.Mosaics;

/// <summary>Where a song is on its playlist's page; <c>js/compare.js</c> puts the focus there.</summary>
public static class SongHref
{
    public static string Of(Guid playlistId, Guid songId) => $"/playlists/{playlistId}#song-{songId}";
}

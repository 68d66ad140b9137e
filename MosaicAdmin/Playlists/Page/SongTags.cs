namespace MosaicAdmin.Playlists;

/// <summary>What somebody typed into a song's row.</summary>
public sealed record SongTags(Guid Id, string Title, string? Artist, string? Album);

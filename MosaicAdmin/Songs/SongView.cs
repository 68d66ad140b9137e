namespace MosaicAdmin.Songs;

/// <summary>A song as the API shows it.</summary>
public sealed record SongView(
    Guid Id,
    Guid PlaylistId,
    int Position,
    string Title,
    string? Artist,
    string? Album,
    long? DurationMs,
    string? AudioFormat,
    long AudioBytes,
    string? AudioUrl,
    string? CoverUrl,
    string? ThumbnailUrl,
    string? CoverProblem,
    DateTimeOffset AddedAt,
    string AddedBy)
{
    public static SongView Of(Song song) => new(
        song.Id,
        song.PlaylistId,
        song.Position,
        song.Title,
        song.Artist,
        song.Album,
        song.DurationMs,
        song.AudioFormat,
        song.AudioBytes,
        song.AudioHash is null ? null : $"/media/songs/{song.Id}/audio",
        song.CoverHash is null ? null : $"/media/covers/{song.CoverHash}/512.jpg",
        song.CoverHash is null ? null : $"/media/covers/{song.CoverHash}/160.jpg",
        song.CoverProblem,
        song.AddedAt,
        song.AddedBy);
}

namespace MosaicAdmin.Songs;

/// <summary>The answer to an upload.</summary>
/// <param name="TaskId">The task that takes the song into the mosaic; null where the playlist publishes nothing.</param>
/// <param name="DueAt">When that task is due.</param>
/// <param name="DuplicateOf">A song of the playlist with the same audio.</param>
/// <param name="Warnings">What was left out, a sentence each.</param>
public sealed record AddedSong(SongView Song, Guid? TaskId, DateTimeOffset? DueAt, Guid? DuplicateOf, IReadOnlyList<string> Warnings);

/// <summary>The playlist has a song with this audio, and the sender wanted to be asked.</summary>
public sealed class DuplicateSongException(ExistingSong existing)
    : Exception($"“{existing.Title}” of this playlist has the same audio.")
{
    public ExistingSong Existing { get; } = existing;
}

/// <summary>Enough of a song to recognise it.</summary>
public sealed record ExistingSong(Guid Id, string Title, string? Artist, string? Album);

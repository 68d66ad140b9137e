namespace MosaicAdmin.Songs;

/// <summary>The answer to an upload.</summary>
/// <param name="TaskId">The task that takes the song into the mosaic; null where the playlist publishes nothing.</param>
/// <param name="DueAt">When that task is due.</param>
/// <param name="DuplicateOf">A song of the playlist with the same audio.</param>
/// <param name="Warnings">What was left out, a sentence each.</param>
/// <param name="Sha256">Hash of its audio in lower-case hex; null without audio.</param>
/// <param name="Replaced">The song whose place it took.</param>
public sealed record AddedSong(
    SongView Song, Guid? TaskId, DateTimeOffset? DueAt, Guid? DuplicateOf, IReadOnlyList<string> Warnings, string? Sha256 = null, Guid? Replaced = null);

/// <summary>The playlist has a song with this audio, and the sender wanted to be asked.</summary>
public sealed class DuplicateSongException(SongView existing)
    : Exception($"“{existing.Title}” of this playlist has the same audio.")
{
    public SongView Existing { get; } = existing;
}

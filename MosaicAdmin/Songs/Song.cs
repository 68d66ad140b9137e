namespace MosaicAdmin.Songs;

/// <summary>One song of one playlist: its audio, its tags and the cover the mosaic is made from.</summary>
public sealed class Song
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid PlaylistId { get; init; }

    /// <summary>Place in the playlist, ascending; gaps are allowed.</summary>
    public int Position { get; set; }

    /// <summary>The files it was dropped with; null when it came alone.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Its place among the files it was dropped with, from 0, whichever of them arrived first.</summary>
    public int? BatchOrder { get; init; }

    public required string Title { get; set; }

    public string? Artist { get; set; }

    public string? Album { get; set; }

    /// <summary>Length of the audio in milliseconds; null without audio or when it could not be read.</summary>
    public long? DurationMs { get; set; }

    /// <summary>SHA-256 of the audio file in lower-case hex; null for a song that came with its cover only.</summary>
    public string? AudioHash { get; set; }

    /// <summary>Container found in the content: <c>mp3</c>, <c>flac</c>, <c>m4a</c>, <c>ogg</c> or <c>wav</c>.</summary>
    public string? AudioFormat { get; set; }

    /// <summary>Size of the audio file in bytes.</summary>
    public long AudioBytes { get; set; }

    /// <summary>SHA-256 of the kept 512 px tile in lower-case hex; null for a song without a cover.</summary>
    public string? CoverHash { get; set; }

    /// <summary>Why its cover was left out of the last mosaic; null when it was not.</summary>
    public string? CoverProblem { get; set; }

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Name of the person or token that uploaded it.</summary>
    public required string AddedBy { get; init; }
}

namespace MosaicAdmin.Songs;

/// <summary>A song as somebody asked for it, its files received. Disposing it removes what was received.</summary>
public sealed record NewSong(Guid PlaylistId) : IAsyncDisposable
{
    /// <summary>What the song is to be called; without it its tags speak, then the name of its file.</summary>
    public string? Title { get; init; }

    public string? Artist { get; init; }

    public string? Album { get; init; }

    /// <summary>Files dropped together share one: the whole batch is one publish.</summary>
    public Guid? Batch { get; init; }

    /// <summary>Its place among the files dropped together, from 0: they keep their order, whichever arrives first.</summary>
    public int? Order { get; init; }

    /// <summary>Ask back instead of adding when the playlist has a song with the same audio.</summary>
    public bool AskAboutDuplicates { get; init; }

    /// <summary>A song whose audio this one shares, in place of <see cref="Audio"/>.</summary>
    public Guid? SameAudioAs { get; init; }

    /// <summary>A song of the playlist whose place this one takes.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>A resumable upload that has arrived whole, in place of audio in the request.</summary>
    public Guid? Upload { get; init; }

    /// <summary>The same key of the same person again gets the same answer.</summary>
    public string? IdempotencyKey { get; init; }

    public ReceivedFile? Audio { get; init; }

    /// <summary>A cover sent beside the audio; it wins over an embedded one.</summary>
    public ReceivedFile? Cover { get; init; }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in new[] { Audio, Cover }.OfType<ReceivedFile>())
        {
            await file.DisposeAsync();
        }
    }
}

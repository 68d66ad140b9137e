using MosaicAdmin.Faults;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Songs;

/// <summary>What a new song is made of, its files judged, read and stored.</summary>
public sealed record SongContent(
    string Title,
    string? Artist,
    string? Album,
    long? DurationMs,
    string? AudioHash,
    string? AudioFormat,
    long AudioBytes,
    string? CoverHash,
    IReadOnlyList<string> Warnings);

/// <summary>Judges and reads the files of a new song, and stores them only when all are good, so that a refusal leaves nothing.</summary>
public sealed class PrepareSong(ReadTags readTags, ReadCover readCover, SaveCover saveCover, IFileStore files, FaultPoints faults)
{
    private const string Untitled = "Untitled";

    /// <param name="source">The song whose audio is shared, when no audio was sent.</param>
    /// <exception cref="RefusedFileException">A file that was sent cannot be kept.</exception>
    public async Task<SongContent> Execute(NewSong asked, Song? source, CancellationToken cancellationToken)
    {
        await Keep(source, cancellationToken);
        var tags = asked.Audio is null ? null : await readTags.Execute(asked.Audio, cancellationToken);
        var (cover, warnings) = await ReadPicture(asked, tags, cancellationToken);
        faults.Reach(FaultPoint.Validated);
        if (cover is not null)
        {
            await saveCover.Execute(cover, cancellationToken);
        }

        if (asked.Audio is not null)
        {
            await using var audio = asked.Audio.Open();
            await files.Save($"audio/{asked.Audio.Hash}", audio, tags!.Format.ContentType, cancellationToken);
        }

        var named = asked.Cover is null ? default : SongName.FromFile(asked.Cover.Name);
        return new SongContent(
            SongName.Checked(asked.Title, "title") ?? tags?.Title ?? source?.Title ?? named.Title ?? Untitled,
            SongName.Checked(asked.Artist, "artist") ?? tags?.Artist ?? source?.Artist,
            SongName.Checked(asked.Album, "album") ?? tags?.Album ?? source?.Album,
            tags?.DurationMs ?? source?.DurationMs,
            asked.Audio?.Hash ?? source?.AudioHash,
            tags?.Format.Name ?? source?.AudioFormat,
            asked.Audio?.Length ?? source?.AudioBytes ?? 0,
            cover?.Hash ?? source?.CoverHash,
            [.. tags?.Warnings ?? [], .. warnings]);
    }

    /// <summary>What is shared must still be there when this song is written, even if the other song is removed meanwhile.</summary>
    private async Task Keep(Song? source, CancellationToken cancellationToken)
    {
        if (source is not null && !await files.Refresh($"audio/{source.AudioHash}", cancellationToken))
        {
            throw new InvalidInputException("The audio that sameAudioAs names is no longer kept; send it again.");
        }

        foreach (var part in source?.CoverHash is { } cover ? SaveCover.Parts(cover) : [])
        {
            await files.Refresh(part, cancellationToken);
        }
    }

    /// <summary>A cover that was sent must be good; one that happens to be embedded must not cost the song.</summary>
    private async Task<(Cover? Cover, string[] Warnings)> ReadPicture(NewSong asked, Tags? tags, CancellationToken cancellationToken)
    {
        if (asked.Cover is { } sent)
        {
            await using var content = sent.Open();
            return (await readCover.Execute(content, sent.Name, cancellationToken), []);
        }

        if (tags?.Picture is not { } embedded)
        {
            return (null, []);
        }

        try
        {
            return (await readCover.Execute(new MemoryStream(embedded), "embedded cover", cancellationToken), []);
        }
        catch (RefusedFileException refused)
        {
            return (null, [$"The song was added without its cover: {refused.Message}"]);
        }
    }
}

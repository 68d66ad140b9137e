using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Songs;

/// <summary>What an uploaded file says of itself, before a song is made of it.</summary>
/// <param name="Cover">Its embedded cover as a small JPEG in a data address.</param>
/// <param name="Existing">A song of the asked-about playlist with the same audio.</param>
public sealed record ArrivedFile(
    string? Title, string? Artist, string? Album, long? DurationMs, string Format, long Bytes, string Sha256, string? Cover, IReadOnlyList<string> Warnings, SongView? Existing);

/// <summary>Reads an upload that has arrived whole, so that its words can be put right before it is saved. Nothing is kept of it.</summary>
public sealed class ReadArrived(TakeUpload take, ReadTags readTags, ReadCover readCover, IDbContextFactory<MosaicDb> databases)
{
    /// <exception cref="RefusedFileException">It is no audio that is taken; the message says why.</exception>
    public async Task<ArrivedFile> Execute(ClaimsPrincipal user, Guid id, Guid? playlistId, CancellationToken cancellationToken)
    {
        await using var file = await take.Execute(user, id, cancellationToken);
        var tags = await readTags.Execute(file, cancellationToken);
        var (cover, warning) = await ReadPicture(tags, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var existing = await db.Songs.AsNoTracking()
            .Where(s => s.PlaylistId == playlistId && s.AudioHash == file.Hash)
            .OrderBy(s => s.Position)
            .FirstOrDefaultAsync(cancellationToken);
        return new ArrivedFile(
            tags.Title, tags.Artist, tags.Album, tags.DurationMs, tags.Format.Name, file.Length, file.Hash, cover,
            [.. tags.Warnings, .. warning], existing is null ? null : SongView.Of(existing));
    }

    private async Task<(string? Cover, string[] Warnings)> ReadPicture(Tags tags, CancellationToken cancellationToken)
    {
        try
        {
            return tags.Picture is { } embedded
                ? ($"data:image/jpeg;base64,{Convert.ToBase64String((await readCover.Execute(new MemoryStream(embedded), "embedded cover", cancellationToken)).Thumbnail)}", [])
                : (null, []);
        }
        catch (RefusedFileException refused)
        {
            return (null, [$"The embedded cover will be left out: {refused.Message}"]);
        }
    }
}

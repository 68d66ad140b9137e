using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Mosaics;

/// <summary>What a playlist's songs give now.</summary>
/// <param name="Layout">Null when no song has a cover.</param>
/// <param name="InputHash">Null when no song has a cover.</param>
/// <param name="Jpeg">Null when nothing had to be drawn: there is no cover, or the shown mosaic has the same input.</param>
public sealed record Drawing(Layout? Layout, string? InputHash, byte[]? Jpeg);

/// <summary>
/// Draws a playlist's mosaic from the kept tiles of its songs as they are now. A tile that is missing or unreadable is left out and the
/// next cover takes its place.
/// </summary>
public sealed partial class DrawMosaic(
    IDbContextFactory<MosaicDb> databases, IFileStore files, IOptions<MosaicOptions> options, ILogger<DrawMosaic> logger)
{
    /// <exception cref="IOException">The store cannot be read.</exception>
    public async Task<Drawing> Execute(Guid playlistId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var shown = await (
            from playlist in db.Playlists
            where playlist.Id == playlistId
            join mosaic in db.Mosaics on playlist.MosaicId equals mosaic.Id
            select mosaic.InputHash).SingleOrDefaultAsync(cancellationToken);
        var songs = await db.Songs
            .Where(s => s.PlaylistId == playlistId && s.CoverHash != null)
            .OrderBy(s => s.Position).ThenBy(s => s.Id)
            .Select(s => new { s.Id, s.CoverHash })
            .ToListAsync(cancellationToken);

        var leftOut = new HashSet<string>();
        while (ChooseTiles.Execute(songs.Where(s => !leftOut.Contains(s.CoverHash!)).Select(s => (s.Id, s.CoverHash))) is { } layout)
        {
            var input = InputHash.Of(layout, options.Value.Size);
            if (input == shown)
            {
                return new Drawing(layout, input, Jpeg: null);
            }

            if (await Draw(layout, leftOut, cancellationToken) is { } jpeg)
            {
                return new Drawing(layout, input, jpeg);
            }
        }

        return leftOut.Count == 0
            ? new Drawing(null, null, null)
            : throw new IOException($"None of the {leftOut.Count} covers of this playlist can be read from the store.");
    }

    private async Task<byte[]?> Draw(Layout layout, HashSet<string> leftOut, CancellationToken cancellationToken)
    {
        var tiles = new List<TilePicture>();
        foreach (var tile in layout.Tiles)
        {
            await using var file = await files.Open($"covers/{tile.CoverHash}/tile.png", cancellationToken);
            if (file is null)
            {
                LeaveOut(tile.CoverHash, leftOut);
                return null;
            }

            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancellationToken);
            tiles.Add(new TilePicture(tile.CoverHash, bytes.ToArray()));
        }

        try
        {
            return SkiaMosaicRenderer.Render(tiles, layout.Columns, options.Value.Size, cancellationToken);
        }
        catch (UnreadableTileException error)
        {
            LeaveOut(error.CoverHash, leftOut);
            return null;
        }
    }

    private void LeaveOut(string coverHash, HashSet<string> leftOut)
    {
        LogLeftOut(coverHash);
        leftOut.Add(coverHash);
    }

    [LoggerMessage(LogLevel.Warning, "Cover {CoverHash} is missing or unreadable and is left out")]
    private partial void LogLeftOut(string coverHash);
}

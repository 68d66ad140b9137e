using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Songs;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Mosaics;

/// <summary>What a playlist's songs give now.</summary>
/// <param name="Layout">Null when no song has a cover that can be read.</param>
/// <param name="InputHash">Null when there is no layout.</param>
/// <param name="Jpeg">Null when nothing had to be drawn: there is no cover, or the shown mosaic has the same input.</param>
/// <param name="WasShown">Whether the playlist showed a mosaic before.</param>
/// <param name="LeftOut">The songs whose covers had to be left out, and why.</param>
public sealed record Drawing(Layout? Layout, string? InputHash, byte[]? Jpeg, bool WasShown, IReadOnlyList<LeftOut> LeftOut)
{
    /// <summary>The covers for which somebody chose an earlier mosaic; null while the newest was shown.</summary>
    public string? RolledBack { get; init; }

    /// <summary>Whether these are still those covers, so that the chosen mosaic stays.</summary>
    public bool Kept => RolledBack is not null && RolledBack == (InputHash ?? "");
}

/// <summary>
/// Draws a playlist's mosaic from the kept tiles of its songs as they are now. A tile that is missing or unreadable is left out and the
/// next cover takes its place; a store that is away fails the run, and nothing is left out for it.
/// </summary>
public sealed partial class DrawMosaic(
    IDbContextFactory<MosaicDb> databases, IFileStore files, IOptions<MosaicOptions> options, TimeProvider time, ILogger<DrawMosaic> logger)
{
    /// <exception cref="StoreFailedException">The store cannot be read.</exception>
    public async Task<Drawing> Execute(Guid playlistId, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = await (
            from playlist in db.Playlists
            where playlist.Id == playlistId
            join mosaic in db.Mosaics on playlist.MosaicId equals mosaic.Id
            select new { mosaic.InputHash, playlist.RolledBackInput }).SingleOrDefaultAsync(cancellationToken);
        var songs = await db.Songs
            .Where(s => s.PlaylistId == playlistId && s.CoverHash != null)
            .OrderBy(s => s.Position).ThenBy(s => s.Id)
            .Select(s => new { s.Id, s.Title, s.CoverHash })
            .ToListAsync(cancellationToken);

        var leftOut = new Dictionary<string, CoverProblem>();
        while (ChooseTiles.Execute(songs.Where(s => !leftOut.ContainsKey(s.CoverHash!)).Select(s => (s.Id, s.CoverHash))) is { } layout)
        {
            var input = InputHash.Of(layout, options.Value.Size);
            LogChosen(songs.Count, songs.Select(s => s.CoverHash).Distinct().Count(), layout.Columns, string.Join(", ", layout.Tiles.Select(t => string.Concat(t.CoverHash.Take(8)))));
            if (input == now?.InputHash || input == now?.RolledBackInput)
            {
                LogUnchanged(input);
                return Drawn(layout, input, jpeg: null);
            }

            if (await Draw(layout, leftOut, cancellationToken) is { } jpeg)
            {
                return Drawn(layout, input, jpeg);
            }
        }

        LogNothing(songs.Count, leftOut.Count);
        return Drawn(null, null, null);

        Drawing Drawn(Layout? layout, string? input, byte[]? jpeg) => new(layout, input, jpeg, now is not null, Songs())
        {
            RolledBack = now?.RolledBackInput,
        };

        List<LeftOut> Songs() =>
            [.. songs.Where(s => leftOut.ContainsKey(s.CoverHash!)).Select(s => new LeftOut(s.Id, s.Title, leftOut[s.CoverHash!].Spelled()))];
    }

    private async Task<byte[]?> Draw(Layout layout, Dictionary<string, CoverProblem> leftOut, CancellationToken cancellationToken)
    {
        var tiles = new List<TilePicture>();
        var reading = time.GetTimestamp();
        foreach (var tile in layout.Tiles)
        {
            await using var file = await files.Open($"covers/{tile.CoverHash}/tile.png", cancellationToken);
            if (file is null)
            {
                LeaveOut(tile.CoverHash, CoverProblem.Missing, leftOut);
                return null;
            }

            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancellationToken);
            tiles.Add(new TilePicture(tile.CoverHash, bytes.ToArray()));
        }

        try
        {
            var read = time.GetElapsedTime(reading);
            var times = new RenderTimes();
            var jpeg = SkiaMosaicRenderer.Render(tiles, layout.Columns, options.Value.Size, cancellationToken, times);
            LogDrawn(tiles.Count, read.TotalMilliseconds, times.Decode.TotalMilliseconds, times.Draw.TotalMilliseconds, times.Encode.TotalMilliseconds);
            return jpeg;
        }
        catch (UnreadableTileException error)
        {
            LeaveOut(error.CoverHash, CoverProblem.Unreadable, leftOut);
            return null;
        }
    }

    private void LeaveOut(string coverHash, CoverProblem problem, Dictionary<string, CoverProblem> leftOut)
    {
        LogLeftOut(coverHash, problem);
        leftOut.Add(coverHash, problem);
    }

    [LoggerMessage(LogLevel.Debug, "Songs with a cover: {Songs}, different covers: {Covers}; {Columns}×{Columns} tiles: {Tiles}")]
    private partial void LogChosen(int songs, int covers, int columns, string tiles);

    [LoggerMessage(LogLevel.Debug, "Unchanged: the shown mosaic was made of these covers in these places, or chosen while they were there (input {Input})")]
    private partial void LogUnchanged(string input);

    [LoggerMessage(LogLevel.Debug, "There is no cover to show; songs with a cover: {Songs}, covers left out: {LeftOut}")]
    private partial void LogNothing(int songs, int leftOut);

    [LoggerMessage(LogLevel.Debug, "{Tiles} tiles: read in {Read:0.0} ms, decoded in {Decode:0.0} ms, drawn in {Draw:0.0} ms; the picture encoded in {Encode:0.0} ms")]
    private partial void LogDrawn(int tiles, double read, double decode, double draw, double encode);

    [LoggerMessage(LogLevel.Warning, "Cover {CoverHash} is {Problem} and is left out")]
    private partial void LogLeftOut(string coverHash, CoverProblem problem);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;

namespace MosaicAdmin.Mosaics;

/// <summary>What the next mosaic would be made of, as far as can be said without opening a picture.</summary>
/// <param name="Layout">Null when no song has a cover that can be used.</param>
/// <param name="Input">Its input hash; empty without a layout.</param>
/// <param name="Titles">All songs of the playlist.</param>
public sealed record CoversNow(Layout? Layout, string Input, IReadOnlyDictionary<Guid, string> Titles);

/// <summary>Reads a playlist's covers as they are now; covers that were left out of the last mosaic stay out.</summary>
public sealed class ReadCovers(IOptions<MosaicOptions> options)
{
    /// <param name="db">Of the transaction that goes by the answer, where there is one.</param>
    public async Task<CoversNow> Execute(MosaicDb db, Guid playlistId, CancellationToken cancellationToken)
    {
        var songs = await db.Songs
            .Where(s => s.PlaylistId == playlistId)
            .OrderBy(s => s.Position).ThenBy(s => s.Id)
            .Select(s => new { s.Id, s.Title, Cover = s.CoverProblem == null ? s.CoverHash : null })
            .ToListAsync(cancellationToken);
        var layout = ChooseTiles.Execute(songs.Select(s => (s.Id, s.Cover)));
        return new CoversNow(layout, layout is null ? "" : InputHash.Of(layout, options.Value.Size), songs.ToDictionary(s => s.Id, s => s.Title));
    }
}

using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Mosaics;

/// <summary>Says at each song whether its cover had to be left out, and takes that back once the cover was read again.</summary>
public static class MarkCovers
{
    /// <summary>Part of the transaction that closes the run.</summary>
    public static async Task Execute(Write write, Guid playlistId, Drawing drawing, CancellationToken cancellationToken)
    {
        // A mosaic that was not drawn again says nothing of the covers in it: none of them was read.
        var read = drawing.Jpeg is null ? [] : drawing.Layout!.Tiles.Select(t => t.CoverHash).ToHashSet();
        var leftOut = drawing.LeftOut.ToDictionary(o => o.Id, o => o.Why);
        var songs = await write.Db.Songs
            .Where(s => s.PlaylistId == playlistId && (s.CoverProblem != null || leftOut.Keys.Contains(s.Id)))
            .ToListAsync(cancellationToken);
        foreach (var song in songs)
        {
            song.CoverProblem = leftOut.GetValueOrDefault(song.Id) ?? (read.Contains(song.CoverHash ?? "") ? null : song.CoverProblem);
        }
    }
}

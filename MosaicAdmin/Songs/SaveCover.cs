using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Songs;

/// <summary>Stores what is kept of a cover under the hash of its tile.</summary>
public sealed class SaveCover(IFileStore files, IDbContextFactory<MosaicDb> databases)
{
    /// <summary>The objects a cover is kept as; the first is what mosaics are made of.</summary>
    public static string[] Parts(string hash) => [$"covers/{hash}/tile.png", $"covers/{hash}/512.jpg", $"covers/{hash}/160.jpg"];

    public async Task Execute(Cover cover, CancellationToken cancellationToken)
    {
        if (await IsBroken(cover.Hash, cancellationToken))
        {
            // Saving what is there writes nothing, and what is there is no picture.
            foreach (var part in Parts(cover.Hash))
            {
                await files.Delete(part, cancellationToken);
            }
        }

        await files.Save($"covers/{cover.Hash}/tile.png", new MemoryStream(cover.Tile), "image/png", cancellationToken);
        await files.Save($"covers/{cover.Hash}/512.jpg", new MemoryStream(cover.Display), "image/jpeg", cancellationToken);
        await files.Save($"covers/{cover.Hash}/160.jpg", new MemoryStream(cover.Thumbnail), "image/jpeg", cancellationToken);
    }

    private async Task<bool> IsBroken(string hash, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var unreadable = CoverProblem.Unreadable.Spelled();
        return await db.Songs.AnyAsync(s => s.CoverHash == hash && s.CoverProblem == unreadable, cancellationToken);
    }
}

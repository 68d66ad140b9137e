using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Songs;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>The three sizes of each song's cover are in the store, unless the song says that its cover is lost.</summary>
public sealed class SongHasCover(
    StoreCensus census, IFileStore files, ReadCover read, SaveCover save, WriterLane lane, SignalDispatcher signals, IOptions<HealthOptions> options, TimeProvider time)
    : StoreInvariant(census, options, time)
{
    public override string Id => "cover-without-object";

    protected override IEnumerable<Suspect> Pick(Census census) => census.Covers.Select(Of);

    protected override async Task<string?> Mend(Suspect broken, string by, CancellationToken cancellationToken)
    {
        var hash = broken.Name![(broken.Name!.LastIndexOf("covers/", StringComparison.Ordinal) + "covers/".Length)..].Split('/')[0];
        if (await Redraw(hash, cancellationToken))
        {
            return $"The smaller sizes of cover {hash} are made again.";
        }

        var marked = await lane.Run(
            async (write, ct) =>
            {
                var songs = await write.Db.Songs
                    .Where(s => s.PlaylistId == broken.Subject && s.CoverHash == hash && s.CoverProblem == null)
                    .ToListAsync(ct);
                songs.ForEach(s => s.CoverProblem = CoverProblem.Missing.Spelled());
                write.AfterCommit(() => signals.Send(new SongsChanged(broken.Subject!.Value)));
                return await write.Db.SaveChangesAsync(ct);
            },
            cancellationToken);
        return marked > 0 ? $"{broken.Name} is lost; its song says so and wants another." : null;
    }

    /// <summary>The tile is what counts: while it is there, the others are made of it.</summary>
    private async Task<bool> Redraw(string hash, CancellationToken cancellationToken)
    {
        await using var tile = await files.Open(SaveCover.Parts(hash)[0], cancellationToken);
        if (tile is null)
        {
            return false;
        }

        using var kept = new MemoryStream();
        await tile.CopyToAsync(kept, cancellationToken);
        kept.Position = 0;
        try
        {
            var cover = await read.Execute(kept, "tile.png", cancellationToken);
            await save.Execute(cover with { Hash = hash, Tile = kept.ToArray() }, cancellationToken);
            return true;
        }
        catch (RefusedFileException)
        {
            return false;
        }
    }
}

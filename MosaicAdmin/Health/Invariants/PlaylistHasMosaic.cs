using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>The mosaic a playlist shows is in the store.</summary>
public sealed class PlaylistHasMosaic(
    StoreCensus census, WriterLane lane, WindowKeeper windows, Alarm alarm, SignalDispatcher signals, IOptions<HealthOptions> options, TimeProvider time)
    : StoreInvariant(census, options, time)
{
    public override string Id => "mosaic-without-object";

    protected override IEnumerable<Suspect> Pick(Census census) => census.Mosaics.Select(Of);

    protected override async Task<string?> Mend(Suspect broken, string by, CancellationToken cancellationToken)
    {
        var id = broken.Subject!.Value;
        var (was, touched) = await lane.Run((write, ct) => Publish(write, id, broken.Name!, by, ct), cancellationToken);
        if (touched is not null)
        {
            await alarm.Set(id, touched, CancellationToken.None);
        }

        return was ? $"{broken.Name} is no longer shown and is made anew." : null;
    }

    /// <summary>Without its pointer the same covers are drawn again; they give the same picture under the same name.</summary>
    private async Task<(bool Was, Touched? Touched)> Publish(Write write, Guid id, string name, string by, CancellationToken cancellationToken)
    {
        var playlist = await write.Db.Playlists.SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (playlist?.MosaicKey is null || !name.Contains(playlist.MosaicKey, StringComparison.Ordinal))
        {
            return (false, null);
        }

        // Chosen or not, it cannot be shown; one that was chosen would not come back with the covers of now.
        var lost = await write.Db.Mosaics.Where(m => m.PlaylistId == id && m.Key == playlist.MosaicKey && m.CollectedAt == null).ToListAsync(cancellationToken);
        lost.ForEach(m => m.CollectedAt = write.Now);
        playlist.Show(mosaic: null, key: null);
        await write.Db.SaveChangesAsync(cancellationToken);
        write.AfterCommit(() => signals.Send(new MosaicMade(id)));
        return (true, await windows.Touch(write, id, by, batchId: null, cancellationToken));
    }
}

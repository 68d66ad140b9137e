using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Mosaics;

/// <summary>
/// Shows another mosaic of a playlist's history. An earlier one stays until the covers change; with the newest one, mosaics follow the covers
/// again, at once where they have changed meanwhile.
/// </summary>
public sealed class RollBackMosaic(
    WriterLane lane, WindowKeeper keeper, Alarm alarm, ReadCovers readCovers, Permissions permissions, SignalDispatcher signals)
{
    /// <exception cref="NotFoundException">There is no such playlist, or it has no such mosaic.</exception>
    /// <exception cref="ActRefusedException">It is shown already, its picture is gone, or the playlist shows no mosaic.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid playlistId, Guid mosaicId, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        var touched = await lane.Run(
            async (write, ct) =>
            {
                var playlist = await write.Db.Playlists.SingleOrDefaultAsync(p => p.Id == playlistId, ct) ?? throw Playlist.Missing();
                var mosaic = await write.Db.Mosaics.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mosaicId && m.PlaylistId == playlistId, ct)
                    ?? throw new NotFoundException("This playlist has no such mosaic.");
                Check(playlist, mosaic);

                var covers = await readCovers.Execute(write.Db, playlistId, ct);
                var fits = mosaic.InputHash == covers.Input;
                var newest = !await write.Db.Mosaics.AnyAsync(m => m.PlaylistId == playlistId && m.CollectedAt == null && m.MadeAt > mosaic.MadeAt, ct);
                var from = playlist.MosaicId;
                playlist.Show(mosaic.Id, mosaic.Key, fits || newest ? null : new RolledBack(covers.Input, write.Now, actor.Name));
                write.Audit(actor.Name, "mosaic.rollback", playlistId, reason, JsonSerializer.Serialize(new { from, to = mosaic.Id }, JsonSerializerOptions.Web));
                await write.Db.SaveChangesAsync(ct);
                write.AfterCommit(() => signals.Send(new MosaicMade(playlistId)));
                return newest && !fits ? await Publish(write, playlistId, actor.Name, ct) : null;
            },
            cancellationToken);
        if (touched is not null)
        {
            await alarm.Set(playlistId, touched, cancellationToken);
        }
    }

    private static void Check(Playlist playlist, Mosaic mosaic)
    {
        var problem = (playlist, mosaic) switch
        {
            ({ CoverMode: not CoverMode.Mosaic }, _) => "This playlist shows no mosaic; choose the mosaic as its cover first.",
            (_, { CollectedAt: not null }) => "The picture of this mosaic is no longer kept.",
            _ when playlist.MosaicId == mosaic.Id => "This mosaic is the one shown.",
            _ => null,
        };
        if (problem is not null)
        {
            throw new ActRefusedException(problem);
        }
    }

    // The covers changed while an earlier mosaic was shown, and the run that found them left it in place.
    private async Task<Touched?> Publish(Write write, Guid playlistId, string by, CancellationToken cancellationToken) =>
        await write.Db.Windows.AnyAsync(w => w.SubjectId == playlistId && w.TaskId != null, cancellationToken)
            ? null
            : await keeper.Touch(write, playlistId, by, batchId: null, cancellationToken);
}

using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Faults;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Songs;

/// <summary>Says that a playlist's covers may have changed. <paramref name="batch"/> joins the change to others of the same drop.</summary>
public delegate Task<Touched?> Touch(string by, Guid? batch = null);

/// <summary>
/// The way every change of a playlist's songs goes: in the writer lane, with the playlist's window touched in the same transaction where
/// covers may change, its alarm set after the commit, and open pages told.
/// </summary>
public sealed class SongsKeeper(WriterLane lane, WindowKeeper windows, Alarm alarm, SignalDispatcher signals, FaultPoints faults)
{
    /// <summary>Runs <paramref name="work"/>, which may run again from the start. It changes rows; it need not save them.</summary>
    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    public async Task<T> Change<T>(Guid playlistId, Func<Write, Touch, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var (result, touched) = await lane.Run(
            async (write, ct) =>
            {
                await RequirePlaylist(write.Db, playlistId, ct);
                Touched? touched = null;
                var result = await work(write, async (by, batch) => touched = await windows.Touch(write, playlistId, by, batch, ct), ct);
                await write.Db.SaveChangesAsync(ct);
                write.AfterCommit(() => faults.Reach(FaultPoint.CommitSent));
                write.AfterCommit(() => signals.Send(new SongsChanged(playlistId)));
                return (result, touched);
            },
            cancellationToken);
        if (touched is not null)
        {
            faults.Reach(FaultPoint.Committed);

            // Committed: a caller that has left meanwhile changes nothing.
            await alarm.Set(playlistId, touched, CancellationToken.None);
        }

        return result;
    }

    /// <exception cref="NotFoundException">There is no such playlist.</exception>
    public static async Task RequirePlaylist(MosaicDb db, Guid playlistId, CancellationToken cancellationToken)
    {
        if (!await db.Playlists.AnyAsync(p => p.Id == playlistId, cancellationToken))
        {
            throw new NotFoundException("There is no such playlist.");
        }
    }

    /// <exception cref="NotFoundException">The playlist has no such song.</exception>
    public static async Task<Song> RequireSong(MosaicDb db, Guid playlistId, Guid songId, CancellationToken cancellationToken) =>
        await db.Songs.SingleOrDefaultAsync(s => s.Id == songId && s.PlaylistId == playlistId, cancellationToken)
        ?? throw new NotFoundException("There is no such song in this playlist.");
}

using System.Security.Claims;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>Makes an empty playlist and the window of its mosaic.</summary>
public sealed class CreatePlaylist(WriterLane lane, WindowKeeper keeper, Permissions permissions, SignalDispatcher signals)
{
    /// <exception cref="InvalidInputException">The name cannot be taken.</exception>
    public async Task<Guid> Execute(ClaimsPrincipal user, string? name, CoverMode mode, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        var taken = PlaylistName.Checked(name);
        return await lane.Run(
            async (write, ct) =>
            {
                var playlist = new Playlist { Name = taken, CoverMode = mode, CreatedAt = write.Now, CreatedBy = actor.Name };
                write.Db.Playlists.Add(playlist);
                WindowKeeper.Open(write, playlist.Id);
                write.Audit(actor.Name, "playlist.create", playlist.Id);
                await write.Db.SaveChangesAsync(ct);
                if (mode is not CoverMode.Mosaic)
                {
                    await keeper.SetPublishes(write, playlist.Id, publishes: false, actor.Name, ct);
                }

                write.AfterCommit(() => signals.Send(new PlaylistChanged(playlist.Id)));
                return playlist.Id;
            },
            cancellationToken);
    }
}

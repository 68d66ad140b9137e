using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>Moves one song of a playlist. What others have moved meanwhile stays moved.</summary>
public sealed class MoveSong(Permissions permissions, SongsKeeper songs)
{
    /// <summary>True when somebody else had changed the order since it was seen.</summary>
    /// <exception cref="NotFoundException">The playlist has no such song.</exception>
    public async Task<bool> Execute(ClaimsPrincipal user, Guid playlistId, SongMove move, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        return await songs.Change(
            playlistId,
            async (write, touch, ct) =>
            {
                await SongsKeeper.RequireSong(write.Db, playlistId, move.Id, ct);
                var rows = await write.Db.Songs.Where(s => s.PlaylistId == playlistId).OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
                var before = rows.Select(s => s.Id).ToList();
                var after = move.Of(before);
                if (!after.SequenceEqual(before))
                {
                    var places = after.Index().ToDictionary(o => o.Item, o => o.Index + 1);
                    rows.ForEach(song => song.Position = places[song.Id]);
                    write.Audit(actor.Name, "song.arrange", playlistId);
                    await touch(actor.Name);
                }

                return move.IsBehind(before);
            },
            cancellationToken);
    }
}

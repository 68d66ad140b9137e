using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>Puts a playlist's songs in another order.</summary>
public sealed class ArrangeSongs(Permissions permissions, SongsKeeper songs)
{
    /// <exception cref="InvalidInputException">The order does not name each song of the playlist once.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid playlistId, IReadOnlyList<Guid> order, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        await songs.Change(
            playlistId,
            async (write, touch, ct) =>
            {
                var rows = await write.Db.Songs.Where(s => s.PlaylistId == playlistId).OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
                if (order.Count != rows.Count || !order.ToHashSet().SetEquals(rows.Select(s => s.Id)))
                {
                    throw new InvalidInputException($"The order must name each of the playlist's {rows.Count} songs once.");
                }

                if (rows.Select(s => s.Id).SequenceEqual(order))
                {
                    return null;
                }

                var places = order.Index().ToDictionary(o => o.Item, o => o.Index + 1);
                rows.ForEach(song => song.Position = places[song.Id]);
                write.Audit(actor.Name, "song.arrange", playlistId);
                return await touch(actor.Name);
            },
            cancellationToken);
    }
}

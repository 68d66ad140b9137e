using System.Security.Claims;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>Gives up an upload and removes what has arrived of it.</summary>
public sealed class DropUpload(Permissions permissions, PartialFolder folder)
{
    /// <exception cref="NotFoundException">The person has no such upload.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Editor, cancellationToken);
        folder.Remove(folder.Find(actor.UserId, id) ?? throw new NotFoundException(FindUpload.Gone));
    }
}

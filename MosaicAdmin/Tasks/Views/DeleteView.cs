using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Deletes one's own view.</summary>
public sealed class DeleteView(WriterLane lane, Permissions permissions)
{
    /// <exception cref="NotFoundException">There is no such view, or it is somebody else's.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid id, CancellationToken cancellationToken)
    {
        var owner = (await permissions.Require(user, Roles.Viewer, cancellationToken)).UserId;
        var gone = await lane.Run((write, ct) => write.Db.SavedViews.Where(v => v.Id == id && v.UserId == owner).ExecuteDeleteAsync(ct), cancellationToken);
        if (gone == 0)
        {
            throw new NotFoundException("There is no such view.");
        }
    }
}

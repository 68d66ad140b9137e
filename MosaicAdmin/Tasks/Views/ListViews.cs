using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>A person's own views of a list, by name.</summary>
public sealed class ListViews(IDbContextFactory<MosaicDb> databases, Permissions permissions)
{
    public async Task<IReadOnlyList<SavedView>> Execute(ClaimsPrincipal user, string page, CancellationToken cancellationToken)
    {
        var owner = (await permissions.Require(user, Roles.Viewer, cancellationToken)).UserId;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.SavedViews.AsNoTracking().Where(v => v.UserId == owner && v.Page == page).OrderBy(v => v.Name).ToListAsync(cancellationToken);
    }
}

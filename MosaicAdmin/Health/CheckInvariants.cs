using System.Security.Claims;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Health;

/// <summary>Says which invariants hold.</summary>
public sealed class CheckInvariants(Permissions permissions, Invariants invariants)
{
    /// <param name="fresh">True to look at everything now, the object store included.</param>
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    public async Task<IReadOnlyList<Finding>> Execute(ClaimsPrincipal user, bool fresh, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);

        // Off the caller's thread, which may be a page's: SQLite and a walk through a folder do not give it back.
        return await Task.Run(() => invariants.Check(fresh, cancellationToken), cancellationToken);
    }
}

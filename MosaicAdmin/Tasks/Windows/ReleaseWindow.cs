using System.Security.Claims;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Lets a held window fall due, at once when its time has passed.</summary>
public sealed class ReleaseWindow(ActOnWindow act, WindowKeeper keeper)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">It is not held, or the task does not wait any more.</exception>
    public Task<bool> Execute(ClaimsPrincipal user, ActTarget target, string? reason, CancellationToken cancellationToken) => act.Execute(
        user, target, "release", reason, (write, window, _, ct) => keeper.Release(write, window, ct), cancellationToken);
}

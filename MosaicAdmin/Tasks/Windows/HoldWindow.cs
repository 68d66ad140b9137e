using System.Security.Claims;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Keeps a window open past its due time, until somebody releases it.</summary>
public sealed class HoldWindow(ActOnWindow act, WindowKeeper keeper)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">It is held already, or the task does not wait any more.</exception>
    public Task<bool> Execute(ClaimsPrincipal user, ActTarget target, string? reason, CancellationToken cancellationToken) => act.Execute(
        user, target, "hold", reason, (write, window, by, ct) => keeper.Hold(write, window, by, reason, ct), cancellationToken);
}

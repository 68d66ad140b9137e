using System.Security.Claims;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Has what waits run now, publishing a task where none does. Asked ten times before it is taken, it runs once.</summary>
public sealed class ForceWindow(ActOnWindow act, WindowKeeper keeper)
{
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">Nothing is ever made for this playlist, or the task does not wait any more.</exception>
    public Task<Touched> Execute(ClaimsPrincipal user, ActTarget target, string? reason, CancellationToken cancellationToken) => act.Execute(
        user, target, "force", reason, (write, window, by, ct) => keeper.Force(write, window, by, reason, again: null, ct), cancellationToken);
}

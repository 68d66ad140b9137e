using System.Security.Claims;

namespace MosaicAdmin.Identity;

/// <summary>Lets somebody in again, also after too many wrong passwords.</summary>
internal sealed class UnlockUser(PersonChange people)
{
    public Task Execute(ClaimsPrincipal user, Guid id, string? reason, CancellationToken cancellationToken) => people.Run(
        user,
        id,
        "user.unlock",
        reason,
        (_, person, _) =>
        {
            person.LockedAt = null;
            person.LockoutEnd = null;
            person.AccessFailedCount = 0;
            return Task.CompletedTask;
        },
        cancellationToken);
}

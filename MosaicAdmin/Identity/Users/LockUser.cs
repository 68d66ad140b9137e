using System.Security.Claims;

namespace MosaicAdmin.Identity;

/// <summary>Shuts somebody out at once: sessions, tokens and signing in.</summary>
internal sealed class LockUser(PersonChange people)
{
    public Task Execute(ClaimsPrincipal user, Guid id, string? reason, CancellationToken cancellationToken) => people.Run(
        user,
        id,
        "user.lock",
        reason,
        (write, person, _) =>
        {
            person.LockedAt ??= write.Now;
            person.EndSessions();
            return Task.CompletedTask;
        },
        cancellationToken);
}

using System.Security.Claims;

namespace MosaicAdmin.Identity;

/// <summary>Deletes an account with its tokens; what it made and what was recorded of it stays.</summary>
internal sealed class RemoveUser(PersonChange people)
{
    public Task Execute(ClaimsPrincipal user, Guid id, string? reason, CancellationToken cancellationToken) => people.Run(
        user,
        id,
        "user.remove",
        reason,
        (write, person, _) =>
        {
            write.Db.Users.Remove(person);
            return Task.CompletedTask;
        },
        cancellationToken);
}

using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace MosaicAdmin.Identity;

/// <summary>Gives somebody who forgot theirs a new password, and ends their sessions.</summary>
internal sealed class SetPassword(PersonChange people, IPasswordHasher<User> hasher, IStringLocalizer<IdentityText> text)
{
    /// <exception cref="InvalidInputException">The password is too short or too common.</exception>
    public async Task Execute(ClaimsPrincipal user, Guid id, string password, CancellationToken cancellationToken)
    {
        if (PasswordRules.Problem(password, null) is { } problem)
        {
            throw new InvalidInputException(text[problem]);
        }

        var hash = hasher.HashPassword(new User(), password);
        await people.Run(
            user,
            id,
            "user.password",
            null,
            (_, person, _) =>
            {
                person.PasswordHash = hash;
                person.LockoutEnd = null;
                person.AccessFailedCount = 0;
                person.EndSessions();
                return Task.CompletedTask;
            },
            cancellationToken);
    }
}

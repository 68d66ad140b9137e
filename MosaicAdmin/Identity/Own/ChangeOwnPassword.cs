using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Changes the password of the one who asks and ends all their sessions.</summary>
internal sealed class ChangeOwnPassword(
    IDbContextFactory<MosaicDb> databases, WriterLane lane, Permissions permissions, IPasswordHasher<User> hasher, IStringLocalizer<IdentityText> text)
{
    /// <summary>The account as it is now, to sign the asker in again with.</summary>
    /// <exception cref="InvalidInputException">The current password is wrong, or the new one too short or too common.</exception>
    public async Task<User> Execute(ClaimsPrincipal user, string? current, string? next, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Viewer, cancellationToken);
        if (PasswordRules.Problem(next, actor.Name) is { } problem)
        {
            throw new InvalidInputException(text[problem]);
        }

        // Hashing is slow on purpose, so it is done before the lane, which others wait for.
        var (wrong, known) = (text["Password.Wrong"].Value, await Verify(actor.UserId, current, cancellationToken));
        var hash = hasher.HashPassword(new User(), next!);
        return await lane.Run(
            async (write, ct) =>
            {
                var person = await write.Db.Users.SingleAsync(u => u.Id == actor.UserId, ct);
                if (known is null || person.PasswordHash != known)
                {
                    throw new InvalidInputException(wrong);
                }

                person.PasswordHash = hash;
                person.ConcurrencyStamp = Guid.NewGuid().ToString("n");
                person.EndSessions();
                write.Audit(actor.Name, "account.password", actor.Name);
                await write.Db.SaveChangesAsync(ct);
                return person;
            },
            cancellationToken);
    }

    /// <summary>The stored hash when <paramref name="password"/> is the current one, else null.</summary>
    private async Task<string?> Verify(Guid id, string? password, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var hash = await db.Users.Where(u => u.Id == id).Select(u => u.PasswordHash).SingleOrDefaultAsync(cancellationToken);
        return hash is not null && password is { Length: <= PasswordRules.MaxLength }
            && hasher.VerifyHashedPassword(new User(), hash, password) != PasswordVerificationResult.Failed
            ? hash
            : null;
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Identity;

/// <summary>Makes an account with a password the admin hands over.</summary>
internal sealed class CreateUser(
    WriterLane lane, Permissions permissions, IPasswordHasher<User> hasher, SignalDispatcher signals, IStringLocalizer<IdentityText> text)
{
    /// <exception cref="InvalidInputException">Address, name or password cannot be taken; the message says why.</exception>
    public async Task<Guid> Execute(ClaimsPrincipal user, NewPerson person, string role, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        person = person.Checked(text);
        var hash = hasher.HashPassword(new User(), person.Password);
        var taken = text["Email.Taken", person.Email].Value;
        return await lane.Run(
            async (write, ct) =>
            {
                var normalized = person.Email.ToUpperInvariant();
                if (await write.Db.Users.AnyAsync(u => u.NormalizedEmail == normalized, ct))
                {
                    throw new InvalidInputException(taken);
                }

                var added = write.AddUser(person.Email, person.DisplayName, role);
                added.PasswordHash = hash;
                write.Audit(actor.Name, "user.create", person.Email, data: AuditData.Json(new { role }));
                await write.Db.SaveChangesAsync(ct);
                write.AfterCommit(() => signals.Send(new PeopleChanged(added.Id)));
                return added.Id;
            },
            cancellationToken);
    }
}

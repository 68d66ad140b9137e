using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Identity;

/// <summary>What all changes an admin makes to an account have in common: who may, that an admin is left, what is recorded and who is told.</summary>
internal sealed class PersonChange(WriterLane lane, Permissions permissions, SignalDispatcher signals, IStringLocalizer<IdentityText> text)
{
    /// <exception cref="ForbiddenException">The one who asks is not an admin now.</exception>
    /// <exception cref="NotFoundException">The account is gone.</exception>
    /// <exception cref="InvalidInputException">Nobody would be left who can administer.</exception>
    public async Task Run(
        ClaimsPrincipal user, Guid id, string act, string? reason, Func<Write, User, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);

        // Read here, in the asker's language; the lane runs in nobody's.
        var (gone, lastAdmin) = (text["Users.Gone"].Value, text["Users.LastAdmin"].Value);
        await lane.Run(
            async (write, ct) =>
            {
                await write.LockAdmins(ct);
                var person = await write.Db.Users.SingleOrDefaultAsync(u => u.Id == id, ct) ?? throw new NotFoundException(gone);
                await change(write, person, ct);
                person.ConcurrencyStamp = Guid.NewGuid().ToString("n");
                write.Audit(actor.Name, act, person.Email!, reason);
                await write.Db.SaveChangesAsync(ct);
                if (!await IsAdminLeft(write.Db, ct))
                {
                    throw new InvalidInputException(string.Format(CultureInfo.InvariantCulture, lastAdmin, person.Email));
                }

                write.AfterCommit(() => signals.Send(new PeopleChanged(id)));
                return true;
            },
            cancellationToken);
    }

    private static Task<bool> IsAdminLeft(MosaicDb db, CancellationToken cancellationToken)
    {
        var admin = Roles.IdOf(Roles.Admin);
        return db.Users.AnyAsync(u => u.LockedAt == null && db.UserRoles.Any(r => r.UserId == u.Id && r.RoleId == admin), cancellationToken);
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MosaicAdmin.Identity;

/// <summary>Gives an account another role. It counts at once; open sessions end, since they show what the old role could do.</summary>
internal sealed class ChangeRole(PersonChange people)
{
    public Task Execute(ClaimsPrincipal user, Guid id, string role, string? reason, CancellationToken cancellationToken) => people.Run(
        user,
        id,
        $"user.role.{role.ToLowerInvariant()}",
        reason,
        async (write, person, ct) =>
        {
            var roleId = Roles.IdOf(role);
            write.Db.UserRoles.RemoveRange(await write.Db.UserRoles.Where(r => r.UserId == id && r.RoleId != roleId).ToListAsync(ct));
            if (!await write.Db.UserRoles.AnyAsync(r => r.UserId == id && r.RoleId == roleId, ct))
            {
                write.Db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = id, RoleId = roleId });
            }

            person.EndSessions();
        },
        cancellationToken);
}

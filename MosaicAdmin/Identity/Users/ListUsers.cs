using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>An account as the list shows it.</summary>
public sealed record Person(Guid Id, string Email, string DisplayName, string Role, DateTimeOffset CreatedAt, DateTimeOffset? LockedAt);

/// <summary>Reads all accounts, by address.</summary>
internal sealed class ListUsers(IDbContextFactory<MosaicDb> databases, Permissions permissions)
{
    public async Task<IReadOnlyList<Person>> Execute(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Users.AsNoTracking().OrderBy(u => u.NormalizedEmail)
            .Select(u => new
            {
                u.Id,
                u.Email,
                u.DisplayName,
                u.CreatedAt,
                u.LockedAt,
                Roles = db.UserRoles.Where(r => r.UserId == u.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name).ToList(),
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(u => new Person(u.Id, u.Email!, u.DisplayName, u.Roles.MaxBy(Roles.Rank) ?? Roles.Viewer, u.CreatedAt, u.LockedAt))];
    }
}

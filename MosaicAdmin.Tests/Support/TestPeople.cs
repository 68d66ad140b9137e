using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tests.Support;

/// <summary>People for tests: a row in the tables, and the principal they would act with.</summary>
public static class TestPeople
{
    /// <summary>Adds somebody with <paramref name="role"/> and returns their principal. The tables must exist (migrated or ensured).</summary>
    public static async Task<ClaimsPrincipal> Add(this IDbContextFactory<MosaicDb> databases, string role, string? email = null)
    {
        await using var db = await databases.CreateDbContextAsync();
        var id = Guid.CreateVersion7();
        email ??= $"{role}-{id:n}@mosaic.test".ToLowerInvariant();
        var user = new User
        {
            Id = id,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            DisplayName = email.Split('@')[0],
            SecurityStamp = Guid.NewGuid().ToString("n"),
            LockoutEnabled = true,
        };
        db.Users.Add(user);
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = id, RoleId = Roles.IdOf(role) });
        await db.SaveChangesAsync();
        return Principal(user, role);
    }

    /// <summary>What a cookie of <paramref name="user"/> would say.</summary>
    public static ClaimsPrincipal Principal(User user, string role) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new(ClaimTypes.Name, user.UserName!),
            new(ClaimTypes.Role, role),
            new("AspNet.Identity.SecurityStamp", user.SecurityStamp!),
        ],
        IdentityConstants.ApplicationScheme));

    public static Guid IdOf(ClaimsPrincipal user) => Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);
}

using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>Whoever acts, as records name them. The name is the email address: nobody can give themselves another's.</summary>
public sealed record Actor(Guid UserId, string Name, string Role);

/// <summary>The one who asked may not do this.</summary>
public sealed class ForbiddenException(string role) : Exception($"This needs the role {role}.");

/// <summary>Says whether somebody may do something, by the roles they have now and not by those they had when they signed in.</summary>
public sealed class Permissions(IDbContextFactory<MosaicDb> databases)
{
    /// <summary>The actor behind <paramref name="user"/>.</summary>
    /// <exception cref="ForbiddenException">They have not, or no longer, the role <paramref name="role"/>.</exception>
    public async Task<Actor> Require(ClaimsPrincipal user, string role, CancellationToken cancellationToken) =>
        await Find(user, cancellationToken) is { } actor && Roles.Include(actor.Role, role) ? actor : throw new ForbiddenException(role);

    /// <summary>
    /// The actor behind <paramref name="user"/> as of now; null when they are unknown, shut out or without a role,
    /// when their session ended (the security stamp changed), or when their token was revoked.
    /// </summary>
    public async Task<Actor?> Find(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (user.Identity?.IsAuthenticated != true || !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await db.Users.AsNoTracking()
            .Where(u => u.Id == id && u.LockedAt == null)
            .Select(u => new
            {
                u.Email,
                u.SecurityStamp,
                Roles = db.UserRoles.Where(r => r.UserId == u.Id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name).ToList(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        var role = found?.Roles.MaxBy(Roles.Rank);
        if (user.FindFirstValue(Claims.Token) is { } token)
        {
            role = Roles.Lesser(role, await TokenRole(db, token, id, cancellationToken));
        }
        else if (user.FindFirstValue(Claims.Stamp) is { } stamp && stamp != found?.SecurityStamp)
        {
            return null;
        }

        return role is null ? null : new Actor(id, found!.Email!, role);
    }

    private static async Task<string?> TokenRole(MosaicDb db, string token, Guid userId, CancellationToken cancellationToken) =>
        Guid.TryParse(token, out var id)
            ? await db.ApiTokens.Where(t => t.Id == id && t.UserId == userId && t.RevokedAt == null).Select(t => t.Role).SingleOrDefaultAsync(cancellationToken)
            : null;
}

/// <summary>Names of claims that say where a principal comes from.</summary>
internal static class Claims
{
    /// <summary>Id of the API token, when it came with one.</summary>
    public const string Token = "mosaic:token";

    /// <summary>The security stamp at sign-in; Identity's default name for it.</summary>
    public const string Stamp = "AspNet.Identity.SecurityStamp";
}

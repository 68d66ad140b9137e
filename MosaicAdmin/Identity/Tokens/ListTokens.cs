using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

/// <summary>A token as the list shows it.</summary>
public sealed record ListedToken(
    Guid Id, string Name, string Prefix, string Role, string Owner, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>Reads all tokens, those in use first, then the newest.</summary>
internal sealed class ListTokens(IDbContextFactory<MosaicDb> databases, Permissions permissions)
{
    public async Task<IReadOnlyList<ListedToken>> Execute(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.ApiTokens.AsNoTracking()
            .Join(db.Users, t => t.UserId, u => u.Id, (t, u) => new { Token = t, u.Email })
            .OrderBy(x => x.Token.RevokedAt != null).ThenByDescending(x => x.Token.CreatedAt)
            .Select(x => new ListedToken(
                x.Token.Id, x.Token.Name, x.Token.Prefix, x.Token.Role, x.Email!, x.Token.CreatedAt, x.Token.LastUsedAt, x.Token.RevokedAt))
            .ToListAsync(cancellationToken);
    }
}

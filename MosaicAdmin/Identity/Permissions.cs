using System.Security.Claims;

namespace MosaicAdmin.Identity;

/// <summary>Whoever acts, as records name them.</summary>
public sealed record Actor(Guid UserId, string Name, string Role);

/// <summary>The one who asked may not do this.</summary>
public sealed class ForbiddenException(string role) : Exception($"This needs the role {role}.");

/// <summary>Says whether somebody may do something, by the roles they have now and not by those they had when they signed in.</summary>
public sealed class Permissions
{
    /// <summary>The actor behind <paramref name="user"/>.</summary>
    /// <exception cref="ForbiddenException">They have not, or no longer, the role <paramref name="role"/>.</exception>
    public Task<Actor> Require(ClaimsPrincipal user, string role, CancellationToken cancellationToken) =>
        throw new ForbiddenException(role);
}

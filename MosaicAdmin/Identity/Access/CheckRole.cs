using Microsoft.AspNetCore.Authorization;

namespace MosaicAdmin.Identity;

/// <summary>Whoever asks must hold <paramref name="Role"/> or one that includes it.</summary>
public sealed record RoleRequirement(string Role) : IAuthorizationRequirement;

/// <summary>
/// Decides the policies. A request or a page change asks the database, so a demotion counts at once. A part of a page
/// that only asks what to show is answered from the sign-in, since it is drawn many times a second; the act behind it asks again.
/// </summary>
internal sealed class CheckRole(Permissions permissions) : AuthorizationHandler<RoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        var role = context.Resource is null
            ? Roles.All.LastOrDefault(context.User.IsInRole)
            : (await permissions.Find(context.User, (context.Resource as HttpContext)?.RequestAborted ?? default))?.Role;
        if (Roles.Include(role, requirement.Role))
        {
            context.Succeed(requirement);
        }
    }
}

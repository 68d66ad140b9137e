using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

public static class IdentityFeature
{
    /// <summary>Registers people, roles, cookies and tokens, and the policies <c>Viewer</c>, <c>Editor</c> and <c>Admin</c>.</summary>
    public static void AddIdentity(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<Permissions>();
        services.AddIdentityCore<User>(o =>
            {
                o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                o.User.RequireUniqueEmail = true;
                PasswordRules.Apply(o.Password);
                o.Lockout.MaxFailedAccessAttempts = 5;
                o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<MosaicDb>()
            .AddSignInManager();
        services.AddSessions();
        services.AddAuthorizationBuilder()
            .AddPolicy(Roles.Viewer, p => p.AddRequirements(new RoleRequirement(Roles.Viewer)))
            .AddPolicy(Roles.Editor, p => p.AddRequirements(new RoleRequirement(Roles.Editor)))
            .AddPolicy(Roles.Admin, p => p.AddRequirements(new RoleRequirement(Roles.Admin)));
        services.AddSingleton<IAuthorizationHandler, CheckRole>();
        services.AddAntiforgery(o => o.HeaderName = Antiforgery.HeaderName);
        services.AddCascadingAuthenticationState();
    }

    /// <summary>Puts who is asking, and whether they may, before everything that answers.</summary>
    public static void UseIdentity(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
    }

    public static void MapIdentity(this IEndpointRouteBuilder app) => app.MapAntiforgeryToken();
}

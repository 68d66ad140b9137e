using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;

namespace MosaicAdmin.Identity;

public static class IdentityFeature
{
    /// <summary>Registers people, roles, cookies and tokens, and the policies <c>Viewer</c>, <c>Editor</c> and <c>Admin</c>.</summary>
    public static void AddIdentity(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<AccessOptions>(AccessOptions.Section);
        builder.AddSettings<DemoOptions>(DemoOptions.Section).RefuseOutside(builder.Environment);
        var services = builder.Services;
        services.AddSingleton<Permissions>();
        services.AddSingleton<CallerLimits>();
        services.AddPeople();
        services.AddSessions();
        services.AddAuthorizationBuilder()
            .AddPolicy(Roles.Viewer, p => p.AddRequirements(new RoleRequirement(Roles.Viewer)))
            .AddPolicy(Roles.Editor, p => p.AddRequirements(new RoleRequirement(Roles.Editor)))
            .AddPolicy(Roles.Admin, p => p.AddRequirements(new RoleRequirement(Roles.Admin)));
        services.AddSingleton<IAuthorizationHandler, CheckRole>();
        services.AddSecurity();
        services.AddAntiforgery(o =>
        {
            o.HeaderName = Antiforgery.HeaderName;
            o.Cookie.Name = "mosaic-forms";
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.SuppressXFrameOptionsHeader = true;
        });
        services.AddScoped<AuthenticationStateProvider, RecheckSession>();
        services.AddCascadingAuthenticationState();
    }

    /// <summary>Makes or removes the demo accounts, and prints the setup token when there is no account; call once the tables are there.</summary>
    public static async Task PrepareIdentity(this WebApplication app, CancellationToken cancellationToken = default)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SeedDemo>().Execute(cancellationToken);
        await app.Services.GetRequiredService<SetupToken>().OpenWhenEmpty(cancellationToken);
    }

    /// <summary>Puts who is asking, and whether they may, before everything that answers.</summary>
    public static void UseIdentity(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapIdentity(this IEndpointRouteBuilder app)
    {
        app.MapAntiforgeryToken();
        app.MapSignOut();
        app.MapPasskeyChallenges();
        app.MapAudit();
    }

    internal static void AddPeople(this IServiceCollection services)
    {
        services.AddScoped<IPasswordValidator<User>, PasswordRules>();
        services.AddIdentityCore<User>(o =>
            {
                o.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                o.User.RequireUniqueEmail = true;
                o.Lockout.MaxFailedAccessAttempts = 5;
                o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<MosaicDb>()
            .AddSignInManager<PeopleSignIn>();
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            // The key is the only proof, so it must be found without a name and opened by its owner.
            o.ResidentKeyRequirement = "required";
            o.UserVerificationRequirement = "required";
        });
        services.AddScoped<SeedDemo>();
        services.AddSingleton<SetupToken>();
        services.AddScoped<CreateFirstAdmin>();
        services.AddScoped<SignInWithPassword>();
        services.AddScoped<SignInWithPasskey>();
        services.AddScoped<AddPasskey>();
        services.AddScoped<RemovePasskey>();
        services.AddScoped<ChangeOwnName>();
        services.AddScoped<ChangeOwnPassword>();
        services.AddActs();
    }

    internal static void AddActs(this IServiceCollection services)
    {
        services.AddScoped<PersonChange>();
        services.AddScoped<ListUsers>();
        services.AddScoped<CreateUser>();
        services.AddScoped<ChangeRole>();
        services.AddScoped<LockUser>();
        services.AddScoped<UnlockUser>();
        services.AddScoped<RemoveUser>();
        services.AddScoped<SetPassword>();
        services.AddScoped<ListTokens>();
        services.AddScoped<CreateToken>();
        services.AddScoped<RevokeToken>();
        services.AddScoped<ListAudit>();
    }
}

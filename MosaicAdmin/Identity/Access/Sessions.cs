using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace MosaicAdmin.Identity;

/// <summary>How a caller is known from one request to the next: a cookie, or a token when an <c>Authorization</c> header is there.</summary>
internal static class Sessions
{
    private const string CookieOrToken = "CookieOrToken";
    private static readonly TimeSpan Idle = TimeSpan.FromHours(24);

    public static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<TokenUse>();
        services
            .AddAuthentication(CookieOrToken)
            .AddPolicyScheme(CookieOrToken, null, o => o.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey("Authorization") ? CheckToken.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, CheckToken>(CheckToken.SchemeName, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(Configure));

        // Every request asks for the current role anyway; this renews what the cookie says.
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
    }

    private static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.LoginPath = "/login";
        cookie.LogoutPath = "/logout";
        cookie.AccessDeniedPath = "/denied";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.ExpireTimeSpan = Idle;
        cookie.SlidingExpiration = true;
        cookie.Cookie.Name = "mosaic";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.CookieManager = new HostCookies();
        cookie.Events.OnValidatePrincipal = Validate;
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>Says no in the form callers of the API expect.</summary>
    public static Task Refuse(HttpContext context, int status) =>
        TypedResults.Problem(
            status == StatusCodes.Status401Unauthorized ? "Sign in, or send an API token that is still valid." : "Your role does not include this.",
            statusCode: status).ExecuteAsync(context);

    /// <summary>Whoever was shut out, removed or given another role or password is a stranger from the next request on, not somebody forbidden.</summary>
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        await SecurityStampValidator.ValidatePrincipalAsync(context);
        var guarded = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null;
        if (guarded && context.Principal is { } user
            && await context.HttpContext.RequestServices.GetRequiredService<Permissions>().Find(user, context.HttpContext.RequestAborted) is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (IsForMachines(context.Request.Path))
        {
            return Refuse(context.HttpContext, status);
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    /// <summary>Paths whose callers cannot follow a redirect to a page.</summary>
    private static bool IsForMachines(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.StartsWithSegments("/health")
        || path.StartsWithSegments("/media") || path.StartsWithSegments("/_blazor") || path.StartsWithSegments("/antiforgery");
}

using Microsoft.AspNetCore.Diagnostics;
using MosaicAdmin.Identity;
using MudBlazor;
using MudBlazor.Services;

namespace MosaicAdmin.Components;

public static class ShellFeature
{
    /// <summary>Registers pages, their languages and MudBlazor.</summary>
    public static void AddShell(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddLocalization();

        // Published style sheets are compressed beforehand; those of a build are not, and MudBlazor's is 600 kB. They hold no secret to guess.
        services.AddResponseCompression(o => (o.MimeTypes, o.EnableForHttps) = (["text/css"], true));

        // Open pages keep their connections to the end of this time; what they miss they read again when the app is back.
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));
        services.AddRequestLocalization(options =>
        {
            options.SetDefaultCulture(PreferencesEndpoint.Cultures[0].Name);
            options.SupportedCultures = options.SupportedUICultures = [.. PreferencesEndpoint.Cultures];
        });
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();

        // Where no act stands: acts are at the top of a page and at the end of a row.
        services.AddMudServices(o => o.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft);
        services.AddScoped<ServerClock>();
        services.AddScoped<Attempt>();
    }

    /// <summary>Language of the request, and our own page where there is none. Before authentication, so that both hold for whoever is refused.</summary>
    public static void UseShell(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseRequestLocalization();
        if (!app.Environment.IsDevelopment())
        {
            app.UseWhen(context => !IsForPrograms(context.Request.Path), pages => pages.UseExceptionHandler("/error", createScopeForErrors: true));
        }

        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (IsForPrograms(context.Request.Path) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            return next(context);
        });
    }

    /// <summary>The pages and the preferences they post.</summary>
    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapPreferences();

        // Every page and every circuit is for people who are signed in, unless the page itself says otherwise.
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = "'none'")
            .RequireAuthorization(Roles.Viewer);
    }

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/media") || path.StartsWithSegments("/hubs")
        || path.StartsWithSegments("/health") || path.StartsWithSegments("/openapi") || path.StartsWithSegments("/antiforgery");
}

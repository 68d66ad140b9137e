using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace MosaicAdmin.Components;

/// <summary><c>POST /preferences</c>: remembers language and theme in cookies. A plain form, so it works on every page and signed out.</summary>
public static class PreferencesEndpoint
{
    /// <summary>The languages there are texts for; the first is the fallback.</summary>
    public static IReadOnlyList<CultureInfo> Cultures { get; } = [new("en"), new("zh-Hant")];

    public static void MapPreferences(this IEndpointRouteBuilder app) => app.MapPost("/preferences", Remember).DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Remember(HttpContext context, TimeProvider time)
    {
        if (!IsOurs(context.Request))
        {
            return Results.BadRequest();
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string? culture = form["culture"], theme = form["theme"], returnUrl = form["returnUrl"];
        var cookie = new CookieOptions
        {
            Expires = time.GetUtcNow().AddYears(1),
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        };
        if (Cultures.FirstOrDefault(known => known.Name == culture) is { } chosen)
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)), cookie);
        }

        if (theme is not null && ThemeChoice.All.Contains(theme))
        {
            context.Response.Cookies.Append(ThemeChoice.Cookie, theme, cookie);
        }

        return Results.LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");
    }

    // By its origin, since the page for a missing address has no antiforgery token; browsers send the origin with every post.
    private static bool IsOurs(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
        && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);

    // Only a path on this host: "//elsewhere" and "/\elsewhere" are addresses of other hosts to a browser.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}

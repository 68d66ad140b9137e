using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace MosaicAdmin.Components;

/// <summary><c>POST /preferences</c>: remembers language and theme in cookies. A plain form, so it works on every page and signed out.</summary>
public static class PreferencesEndpoint
{
    /// <summary>The languages there are texts for; the first is the fallback.</summary>
    public static IReadOnlyList<CultureInfo> Cultures { get; } = [new("en"), new("zh-Hant")];

    public static void MapPreferences(this IEndpointRouteBuilder app) => app.MapPost("/preferences", Remember).ExcludeFromDescription();

    private static IResult Remember(
        HttpContext context, TimeProvider time, [FromForm] string? culture = null, [FromForm] string? theme = null, [FromForm] string? returnUrl = null)
    {
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

    // Only a path on this host: "//elsewhere" and "/\elsewhere" are addresses of other hosts to a browser.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}

using Microsoft.AspNetCore.Authentication.Cookies;

namespace MosaicAdmin.Identity;

/// <summary>
/// Over HTTPS the session's cookie bears the prefix <c>__Host-</c>, which no other host and no plain request can set.
/// Browsers refuse that name over plain HTTP, so there, on loopback in development, it goes without.
/// </summary>
internal sealed class HostCookies : ICookieManager
{
    private readonly ChunkingCookieManager _inner = new();

    public string? GetRequestCookie(HttpContext context, string key) => _inner.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _inner.AppendResponseCookie(context, Name(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => _inner.DeleteCookie(context, Name(context, key), options);

    private static string Name(HttpContext context, string key) => context.Request.IsHttps ? $"__Host-{key}" : key;
}

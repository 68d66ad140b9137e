namespace MosaicAdmin.Identity;

/// <summary>What browsers are told not to do with our answers.</summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// Scripts from files of our own only. Styles may stand in attributes and elements, because MudBlazor writes them there;
    /// pictures may be local previews of files about to be uploaded.
    /// </summary>
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Add, context.Response.Headers);
        return next(context);
    });

    private static Task Add(object state)
    {
        var headers = (IHeaderDictionary)state;

        // What serves uploaded content sets a stricter policy of its own; Blazor's knows frames only.
        if (!headers.ContentSecurityPolicy.Any(policy => policy?.Contains("sandbox", StringComparison.Ordinal) == true))
        {
            headers.ContentSecurityPolicy = ContentPolicy;
        }

        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        return Task.CompletedTask;
    }
}

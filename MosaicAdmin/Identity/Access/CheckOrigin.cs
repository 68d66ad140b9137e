namespace MosaicAdmin.Identity;

/// <summary>
/// Browsers let any site open a WebSocket to us and send our cookie along; only the <c>Origin</c> header says whose page it was.
/// So circuits and hubs take a socket from our own pages only. A program that sends a token needs no origin: it has no cookie to abuse.
/// </summary>
internal static class CheckOrigin
{
    public static void UseOriginCheck(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsGuarded(context.Request.Path) && !IsOurs(context))
        {
            await TypedResults.Problem("Live connections are taken from this site's own pages only.", statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    private static bool IsGuarded(PathString path) => path.StartsWithSegments("/_blazor") || path.StartsWithSegments("/hubs");

    private static bool IsOurs(HttpContext context)
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return !IsUpgrade(request)
                || request.Path.StartsWithSegments("/hubs") && (request.Headers.ContainsKey("Authorization") || request.Query.ContainsKey("access_token"));
        }

        // A proxy that ends TLS leaves us "http" while the page is "https", never the other way round.
        return Uri.TryCreate(origin, UriKind.Absolute, out var page)
            && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
            && (page.Scheme == Uri.UriSchemeHttps || page.Scheme == request.Scheme);
    }

    // HTTP/1.1 asks for an upgrade; HTTP/2 connects.
    private static bool IsUpgrade(HttpRequest request) =>
        request.Headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase) || HttpMethods.IsConnect(request.Method);
}

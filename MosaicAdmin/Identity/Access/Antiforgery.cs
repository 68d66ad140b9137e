using Microsoft.AspNetCore.Antiforgery;

namespace MosaicAdmin.Identity;

/// <summary>The token a page hands out, and the header it comes back in.</summary>
public sealed record AntiforgeryAnswer(string Token, string HeaderName);

/// <summary>Keeps other sites from acting with a visitor's cookie. A bearer token is sent by nobody's browser unasked, so its callers need none of this.</summary>
public static class Antiforgery
{
    public const string HeaderName = "X-XSRF-TOKEN";

    /// <summary>
    /// Refuses changes by cookie without the antiforgery token in the header <see cref="HeaderName"/>.
    /// Only the header counts: looking into the body would mean to read a whole upload first.
    /// </summary>
    public static TBuilder RequireAntiforgeryForCookies<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter<TBuilder, CheckAntiforgery>().DisableAntiforgery();

    internal static void MapAntiforgeryToken(this IEndpointRouteBuilder app) =>
        app.MapGet("/antiforgery/token", (HttpContext context, IAntiforgery antiforgery) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(new AntiforgeryAnswer(antiforgery.GetAndStoreTokens(context).RequestToken!, HeaderName));
            })
            .RequireAuthorization(Roles.Viewer)
            .ExcludeFromDescription();

    private sealed class CheckAntiforgery(IAntiforgery antiforgery) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var request = context.HttpContext.Request;
            var safe = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
            return safe || CheckToken.IsBearer(context.HttpContext.User) || await IsGenuine(context.HttpContext)
                ? await next(context)
                : TypedResults.Problem(
                    $"A change by cookie needs the token of GET /antiforgery/token in the header {HeaderName}.",
                    statusCode: StatusCodes.Status400BadRequest,
                    title: "The antiforgery token is missing or wrong");
        }

        private async Task<bool> IsGenuine(HttpContext context) =>
            context.Request.Headers.ContainsKey(HeaderName) && await antiforgery.IsRequestValidAsync(context);
    }
}

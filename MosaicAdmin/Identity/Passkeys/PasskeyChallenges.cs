using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace MosaicAdmin.Identity;

/// <summary>What a browser needs before it can make or use a passkey. The challenge itself waits in an encrypted cookie.</summary>
internal static class PasskeyChallenges
{
    public static void MapPasskeyChallenges(this IEndpointRouteBuilder app)
    {
        app.MapPost("/login/passkey", ToSignIn).AllowAnonymous().RequireAntiforgeryForCookies().ExcludeFromDescription();
        app.MapPost("/account/passkey", ToAdd).RequireAuthorization(Roles.Viewer).RequireAntiforgeryForCookies().ExcludeFromDescription();
    }

    private static async Task<IResult> ToSignIn(HttpContext context, SignInManager<User> signIn, CallerLimits limits)
    {
        if (!limits.MayLogin(context.Connection.RemoteIpAddress))
        {
            context.AnswerTooMany();
            return TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests);
        }

        // For nobody in particular: the browser offers the keys it has, and we tell nobody who has one.
        return Json(await signIn.MakePasskeyRequestOptionsAsync(null));
    }

    private static async Task<IResult> ToAdd(HttpContext context, SignInManager<User> signIn, Permissions permissions)
    {
        var actor = await permissions.Require(context.User, Roles.Viewer, context.RequestAborted);
        return Json(await signIn.MakePasskeyCreationOptionsAsync(new() { Id = actor.UserId.ToString(), Name = actor.Name, DisplayName = actor.Name }));
    }

    private static ContentHttpResult Json(string options) => TypedResults.Text(options, "application/json");
}

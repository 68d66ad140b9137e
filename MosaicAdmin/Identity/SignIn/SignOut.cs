using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace MosaicAdmin.Identity;

internal static class SignOut
{
    /// <summary><c>POST /logout</c>, from a form with an antiforgery token, so that no other site can sign anybody out.</summary>
    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost("/logout", Leave).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Leave(HttpContext context, IAntiforgery antiforgery, SignInManager<User> signIn)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.Problem("Open the page again and sign out there.", statusCode: StatusCodes.Status400BadRequest);
        }

        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("/login");
    }
}

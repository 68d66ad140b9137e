using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using MosaicAdmin.Identity;
using MosaicAdmin.Playlists;

namespace MosaicAdmin.Demo;

public static class DemoFeature
{
    /// <summary>Registers the demonstration, in Development only: elsewhere there is nothing to call.</summary>
    public static void AddDemo(this IHostApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.AddScoped<FillDemo>();
        }
    }

    /// <summary><c>POST /api/v1/demo</c>, in Development only.</summary>
    public static void MapDemo(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.MapGroup("/api/v1/demo").WithTags("Demo").RequireAntiforgeryForCookies().MapPost("/", Fill).RequireAuthorization(Roles.Editor)
                .WithSummary("Makes a playlist of twelve demo songs. Development only.");
        }
    }

    private static async Task<Created<PlaylistView>> Fill(ClaimsPrincipal user, FillDemo fill, ReadPlaylists read, CancellationToken cancellationToken)
    {
        var id = await fill.Execute(user, cancellationToken);
        return TypedResults.Created($"/api/v1/playlists/{id}", await read.Execute(id, cancellationToken));
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using MosaicAdmin.Identity;
using MosaicAdmin.Playlists;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Mosaics;

/// <summary>What <c>POST …/mosaic/rollback</c> takes.</summary>
public sealed record RollBackTo(Guid MosaicId, string? Reason = null);

/// <summary>A preview without its picture, which is at <paramref name="Url"/>.</summary>
/// <param name="Url">Null where no mosaic would be made or shown.</param>
public sealed record PreviewAnswer(PreviewOutcome Outcome, string? Url, Layout? Layout, IReadOnlyList<LeftOut> LeftOut);

/// <summary>A playlist's mosaics over HTTP.</summary>
public static class MosaicEndpoints
{
    public static void MapMosaics(this IEndpointRouteBuilder app)
    {
        var playlist = app.MapGroup("/api/v1/playlists/{id:guid}").WithTags("Mosaics").RequireAntiforgeryForCookies();
        playlist.MapGet("/mosaics", List).RequireAuthorization(Roles.Viewer).WithSummary("The mosaics whose pictures are kept, the newest first.")
            .WithDescription("Each says what came, went and moved against the one made before it.");
        playlist.MapPost("/mosaic/rollback", RollBack).RequireAuthorization(Roles.Editor).WithSummary("Shows another mosaic of the playlist’s history.")
            .WithDescription("An earlier one stays until the covers change. The newest one ends that; where the covers have changed meanwhile, the playlist is published.");
        playlist.MapGet("/mosaic/preview", Preview).RequireAuthorization(Roles.Viewer).WithSummary("The mosaic that would be made now.")
            .WithDescription("outcome is new, same (as the one shown), kept (an earlier one was chosen for these covers) or none. Nothing is stored. One at a time per person.");
        playlist.MapGet("/mosaic/preview.jpg", Picture).RequireAuthorization(Roles.Viewer).WithSummary("The picture of the mosaic that would be made now.")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg");
    }

    /// <summary>Where the picture of a preview is; another input, another address.</summary>
    public static string PreviewUrl(Guid playlistId, string input) => $"/api/v1/playlists/{playlistId}/mosaic/preview.jpg?input={input}";

    private static async Task<Ok<PageOf<MosaicView>>> List(
        Guid id, ReadMosaics read, CancellationToken cancellationToken, string? cursor = null, int take = 12)
    {
        Guid? last = cursor is null ? null : Guid.TryParse(cursor, out var given) ? given : throw new InvalidInputException("The cursor is not one this list gave.");
        var page = await read.Execute(id, last, take, cancellationToken);
        return TypedResults.Ok(new PageOf<MosaicView>(page.Items, page.Next?.ToString()));
    }

    private static async Task<Ok<PlaylistView>> RollBack(
        Guid id, RollBackTo to, ClaimsPrincipal user, RollBackMosaic rollBack, ReadPlaylists read, CancellationToken cancellationToken)
    {
        await rollBack.Execute(user, id, to.MosaicId, to.Reason, cancellationToken);
        return TypedResults.Ok(await read.Execute(id, cancellationToken) ?? throw Playlist.Missing());
    }

    private static async Task<Ok<PreviewAnswer>> Preview(
        Guid id, ClaimsPrincipal user, PreviewMosaic preview, ReadPlaylists read, CancellationToken cancellationToken)
    {
        var made = await preview.Execute(user, id, cancellationToken);
        var url = made.Outcome is PreviewOutcome.New ? PreviewUrl(id, made.Input) : (await read.Execute(id, cancellationToken))?.CoverUrl;
        return TypedResults.Ok(new PreviewAnswer(made.Outcome, made.Outcome is PreviewOutcome.None ? null : url, made.Layout, made.LeftOut));
    }

    /// <summary>The covers may have changed since the address was made; then the picture is of those of now.</summary>
    private static async Task<Results<FileContentHttpResult, RedirectHttpResult, NotFound>> Picture(
        Guid id, ClaimsPrincipal user, PreviewMosaic preview, ReadPlaylists read, HttpContext context, CancellationToken cancellationToken, string? input = null)
    {
        var made = await preview.Execute(user, id, cancellationToken);
        context.Response.Headers.CacheControl = "private, no-cache";
        if (made.Jpeg is { } jpeg)
        {
            MediaEndpoints.Confine(context.Response);
            return TypedResults.File(jpeg, "image/jpeg");
        }

        return made.Outcome is not PreviewOutcome.None && (await read.Execute(id, cancellationToken))?.CoverUrl is { } shown
            ? TypedResults.Redirect(shown)
            : TypedResults.NotFound();
    }
}

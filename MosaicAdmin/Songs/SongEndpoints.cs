using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MosaicAdmin.Identity;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Songs;

/// <summary>What <c>PATCH …/songs</c> takes: each of the playlist's songs once, in the order they shall have.</summary>
public sealed record SongOrder(IReadOnlyList<Guid>? Order);

/// <summary>Songs over HTTP.</summary>
public static class SongEndpoints
{
    public static void MapSongs(this IEndpointRouteBuilder app)
    {
        // Opened now, so that what a crash left half received is swept at the start.
        app.ServiceProvider.GetRequiredService<TempFolder>();
        var songs = app.MapGroup("/api/v1/playlists/{id:guid}/songs").WithTags("Songs").RequireAntiforgeryForCookies();
        songs.MapGet("/", List).RequireAuthorization(Roles.Viewer).WithSummary("The playlist's songs in order.");
        songs.MapGet("/{songId:guid}", One).RequireAuthorization(Roles.Viewer).WithSummary("One song.");
        songs.MapUpload();
        songs.MapPatch("/", Arrange).RequireAuthorization(Roles.Editor).WithSummary("Puts the songs in another order.")
            .WithDescription("order names each song of the playlist once. A changed order publishes the playlist.");
        songs.MapPatch("/{songId:guid}", Edit).RequireAuthorization(Roles.Editor).WithSummary("Changes title, artist or album.")
            .WithDescription("What is absent stays; an empty artist or album is taken away. Publishes nothing.");
        songs.MapDelete("/{songId:guid}", Remove).RequireAuthorization(Roles.Editor).WithSummary("Takes the song out and publishes the playlist.");
        songs.MapPut("/{songId:guid}/cover", PutCover).RequireAuthorization(Roles.Editor)
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithSummary("Gives the song another cover and publishes the playlist.")
            .WithDescription("The body is the picture itself: JPEG, PNG, WebP or GIF.");
        app.MapSongAudio();
        app.MapResumableUploads();
        app.MapSmallPictures();
    }

    private static async Task<Ok<SongPage>> List(
        Guid id, ReadSongs read, CancellationToken cancellationToken, string? cursor = null, int take = 200) =>
        TypedResults.Ok(await read.Execute(id, cursor, take, cancellationToken));

    private static async Task<Ok<SongView>> One(Guid id, Guid songId, ReadSongs read, CancellationToken cancellationToken) =>
        TypedResults.Ok(await read.Execute(id, songId, cancellationToken));

    private static async Task<NoContent> Arrange(Guid id, SongOrder asked, ClaimsPrincipal user, ArrangeSongs arrange, CancellationToken cancellationToken)
    {
        await arrange.Execute(user, id, asked.Order ?? throw new InvalidInputException("order is missing."), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SongView>> Edit(
        Guid id, Guid songId, SongEdit asked, ClaimsPrincipal user, EditSong edit, CancellationToken cancellationToken) =>
        TypedResults.Ok(await edit.Execute(user, id, songId, asked, cancellationToken));

    private static async Task<NoContent> Remove(Guid id, Guid songId, ClaimsPrincipal user, RemoveSong remove, CancellationToken cancellationToken)
    {
        await remove.Execute(user, id, songId, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SongView>> PutCover(
        Guid id, Guid songId, HttpRequest request, ClaimsPrincipal user, ReplaceCover replace, CancellationToken cancellationToken, string? fileName = null) =>
        TypedResults.Ok(await replace.Execute(user, id, songId, request.Body, fileName ?? "cover", cancellationToken));
}

using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Playlists;

/// <summary>What <c>POST /playlists</c> takes.</summary>
public sealed record NewPlaylist(string? Name, string? CoverMode = null);

/// <summary>What <c>PATCH /playlists/{id}</c> takes; what is absent stays.</summary>
public sealed record PlaylistChange(string? Name = null, string? CoverMode = null);

/// <summary>Playlists over HTTP.</summary>
public static class PlaylistEndpoints
{
    public static void MapPlaylists(this IEndpointRouteBuilder app)
    {
        var playlists = app.MapGroup("/api/v1/playlists").WithTags("Playlists").RequireAntiforgeryForCookies();
        playlists.MapGet("/", List).RequireAuthorization(Roles.Viewer);
        playlists.MapGet("/{id:guid}", One).RequireAuthorization(Roles.Viewer);
        playlists.MapPost("/", Create).RequireAuthorization(Roles.Editor);
        playlists.MapPatch("/{id:guid}", Change).RequireAuthorization(Roles.Editor);
        playlists.MapDelete("/{id:guid}", Delete).RequireAuthorization(Roles.Editor);
        playlists.MapPut("/{id:guid}/cover", PutCover).RequireAuthorization(Roles.Editor).WithMetadata(new DisableRequestSizeLimitAttribute());
        playlists.MapMosaicActs();
    }

    private static async Task<Ok<PageOf<PlaylistView>>> List(
        ReadPlaylists read, CancellationToken cancellationToken, string? q = null, string? cursor = null, int take = 100) =>
        TypedResults.Ok(await read.Execute(q, cursor, take, cancellationToken));

    private static async Task<Ok<PlaylistView>> One(Guid id, ReadPlaylists read, CancellationToken cancellationToken) =>
        TypedResults.Ok(await read.Execute(id, cancellationToken) ?? throw Playlist.Missing());

    private static async Task<Created<PlaylistView>> Create(
        NewPlaylist asked, ClaimsPrincipal user, CreatePlaylist create, ReadPlaylists read, CancellationToken cancellationToken)
    {
        var id = await create.Execute(user, asked.Name, ModeNamed(asked.CoverMode) ?? CoverMode.Mosaic, cancellationToken);
        return TypedResults.Created($"/api/v1/playlists/{id}", await read.Execute(id, cancellationToken));
    }

    private static async Task<Ok<PlaylistView>> Change(
        Guid id, PlaylistChange asked, ClaimsPrincipal user, RenamePlaylist rename, ChangeCover changeCover, ReadPlaylists read, CancellationToken cancellationToken)
    {
        var mode = ModeNamed(asked.CoverMode);
        if (asked.Name is not null)
        {
            await rename.Execute(user, id, asked.Name, cancellationToken);
        }

        if (mode is not null)
        {
            await changeCover.Execute(user, id, mode.Value, ownCover: null, cancellationToken);
        }

        return await One(id, read, cancellationToken);
    }

    private static async Task<NoContent> Delete(Guid id, ClaimsPrincipal user, DeletePlaylist delete, CancellationToken cancellationToken, string? reason = null)
    {
        await delete.Execute(user, id, reason, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<PlaylistView>> PutCover(
        Guid id, HttpRequest request, ClaimsPrincipal user, SetOwnCover setCover, ReadPlaylists read, CancellationToken cancellationToken, string? fileName = null)
    {
        await setCover.Execute(user, id, request.Body, fileName ?? "cover", cancellationToken);
        return await One(id, read, cancellationToken);
    }

    /// <exception cref="InvalidInputException">There is no such mode.</exception>
    private static CoverMode? ModeNamed(string? name) => name is null
        ? null
        : Enum.GetValues<CoverMode>().Cast<CoverMode?>().FirstOrDefault(mode => JsonNamingPolicy.CamelCase.ConvertName(mode.ToString()!) == name)
            ?? throw new InvalidInputException("coverMode is mosaic, firstSong or own.");
}

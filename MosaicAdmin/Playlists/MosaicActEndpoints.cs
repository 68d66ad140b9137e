using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Playlists;

/// <summary>Why somebody acts; kept in the audit.</summary>
public sealed record Because(string? Reason = null);

/// <summary>What admins may do to a playlist's window over HTTP. Each answers the playlist as it is then.</summary>
internal static class MosaicActEndpoints
{
    public static void MapMosaicActs(this IEndpointRouteBuilder playlists)
    {
        var acts = playlists.MapGroup("/{id:guid}/mosaic").RequireAuthorization(Roles.Admin);
        acts.MapPost("/force", async (Guid id, Because? because, ClaimsPrincipal user, ForceWindow force, ReadPlaylists read, CancellationToken ct) =>
        {
            await Known(read, id, ct);
            await force.Execute(user, ActTarget.Playlist(id), because?.Reason, ct);
            return await Accepted(read, id, ct);
        });
        acts.MapPost("/cancel", async (Guid id, Because? because, ClaimsPrincipal user, CancelWindow cancel, ReadPlaylists read, CancellationToken ct) =>
        {
            await Known(read, id, ct);
            await cancel.Execute(user, id, because?.Reason, ct);
            return await Accepted(read, id, ct);
        });
        acts.MapPost("/hold", async (Guid id, Because? because, ClaimsPrincipal user, HoldWindow hold, ReadPlaylists read, CancellationToken ct) =>
        {
            await Known(read, id, ct);
            await hold.Execute(user, ActTarget.Playlist(id), because?.Reason, ct);
            return await Accepted(read, id, ct);
        });
        acts.MapPost("/release", async (Guid id, Because? because, ClaimsPrincipal user, ReleaseWindow release, ReadPlaylists read, CancellationToken ct) =>
        {
            await Known(read, id, ct);
            await release.Execute(user, ActTarget.Playlist(id), because?.Reason, ct);
            return await Accepted(read, id, ct);
        });
    }

    private static async Task<PlaylistView> Known(ReadPlaylists read, Guid id, CancellationToken cancellationToken) =>
        await read.Execute(id, cancellationToken) ?? throw Playlist.Missing();

    private static async Task<Accepted<PlaylistView>> Accepted(ReadPlaylists read, Guid id, CancellationToken cancellationToken) =>
        TypedResults.Accepted($"/api/v1/playlists/{id}", await Known(read, id, cancellationToken));
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Songs;

/// <summary>Plays a song's audio, from any position.</summary>
internal static class SongAudio
{
    public static void MapSongAudio(this IEndpointRouteBuilder app) =>
        app.MapMethods("/media/songs/{songId:guid}/audio", ["GET", "HEAD"], Play).RequireAuthorization(Roles.Viewer).ExcludeFromDescription();

    private static async Task<IResult> Play(
        Guid songId, HttpResponse response, IDbContextFactory<MosaicDb> databases, IFileStore files, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var song = await db.Songs.Where(s => s.Id == songId).Select(s => new { s.AudioHash, s.AudioFormat }).SingleOrDefaultAsync(cancellationToken);
        if (AudioFormat.Named(song?.AudioFormat) is not { } format || await files.Open($"audio/{song!.AudioHash}", cancellationToken) is not { } content)
        {
            return TypedResults.NotFound();
        }

        MediaEndpoints.Confine(response);
        response.Headers.CacheControl = "private, max-age=86400";
        return TypedResults.Stream(content, format.ContentType, entityTag: new EntityTagHeaderValue($"\"{song.AudioHash}\""), enableRangeProcessing: true);
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Songs;

/// <summary>Small pictures over HTTP, as public and as lasting as those they are made of: <c>/media/x.jpg</c> is <c>/media/small/256/x.jpg</c>.</summary>
internal static class SmallPictureEndpoints
{
    public static void MapSmallPictures(this IEndpointRouteBuilder app) =>
        app.MapMethods("/media/small/{size:int}/{**name}", ["GET", "HEAD"], Picture).AllowAnonymous().ExcludeFromDescription();

    // Two sizes and no others, so that nobody fills the memory with every size there is.
    private static async Task<Results<FileContentHttpResult, NotFound>> Picture(
        int size, string name, SmallPictures pictures, HttpResponse response, CancellationToken cancellationToken)
    {
        if (size is not (256 or 512) || !MediaEndpoints.IsPicture(name) || await pictures.Execute(name, size, cancellationToken) is not { } jpeg)
        {
            return TypedResults.NotFound();
        }

        MediaEndpoints.ConfineForGood(response);
        return TypedResults.Bytes(jpeg, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{size}/{name}\""));
    }
}

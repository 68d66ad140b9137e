using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace MosaicAdmin.Storage;

/// <summary>Pictures over HTTP. Their names are hashes of their content: nobody guesses one, and what a name shows never changes.</summary>
public static partial class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder app)
    {
        // Opened now, so that what a crash left half written is swept at the start.
        app.ServiceProvider.GetRequiredService<IFileStore>();
        var media = app.MapGroup("/media").AllowAnonymous().ExcludeFromDescription();
        media.MapMethods("/covers/{hash}/{size}.jpg", ["GET", "HEAD"], (string hash, string size, IFileStore files, HttpContext context) =>
            Picture($"covers/{hash}/{size}.jpg", files, context));
        media.MapMethods("/mosaics/{hash}.jpg", ["GET", "HEAD"], (string hash, IFileStore files, HttpContext context) =>
            Picture($"mosaics/{hash}.jpg", files, context));
    }

    /// <summary>Headers of anything a person uploaded: never sniffed, never run, whatever it holds.</summary>
    public static void Confine(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <summary>As <see cref="Confine"/>, for what never changes under its name.</summary>
    public static void ConfineForGood(HttpResponse response)
    {
        Confine(response);
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
    }

    /// <summary>Whether the store may keep a picture under this name.</summary>
    public static bool IsPicture(string name) => Names().IsMatch(name);

    private static async Task<IResult> Picture(string name, IFileStore files, HttpContext context)
    {
        if (!IsPicture(name) || await files.Open(name, context.RequestAborted) is not { } content)
        {
            return TypedResults.NotFound();
        }

        ConfineForGood(context.Response);
        return TypedResults.Stream(content, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{name}\""));
    }

    [GeneratedRegex(@"\A(covers/[0-9a-f]{64}/(512|160)|mosaics/[0-9a-f]{64})\.jpg\z")]
    private static partial Regex Names();
}

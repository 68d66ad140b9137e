using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>
/// Uploads that go on where they stopped: tus 1.0.0 with creation, termination and expiration. A file that has arrived becomes a song by
/// naming it as <c>upload</c> where songs are added.
/// </summary>
internal static class ResumableEndpoints
{
    public static void MapResumableUploads(this IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/v1/uploads").WithTags("Uploads").MapGet("/{id:guid}/tags", Tags).RequireAuthorization(Roles.Editor)
            .WithSummary("What an uploaded file says of itself: title, artist, album, length, cover.")
            .WithDescription("For a file that has arrived whole. With playlist, also that playlist's song with the same audio.");
        var tus = app.MapGroup("/api/v1/uploads").WithTags("Uploads").AddEndpointFilter<RouteGroupBuilder, SpeakTus>()
            .RequireAuthorization(Roles.Editor).RequireAntiforgeryForCookies();
        tus.MapMethods("/", [HttpMethods.Options], () => TypedResults.NoContent()).ExcludeFromDescription();
        tus.MapPost("/", Open).WithSummary("Begins an upload that may stop and go on (tus 1.0.0).")
            .WithDescription("Upload-Length says how many bytes it has, Upload-Metadata its filename in Base64. Location is where its bytes go.");
        tus.MapMethods("/{id:guid}", [HttpMethods.Head], Find).WithSummary("Where an upload stands: Upload-Offset of Upload-Length.");
        tus.MapPatch("/{id:guid}", Append).WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithSummary("Goes on with an upload from Upload-Offset.").WithDescription($"The body is {Tus.ContentType}.");
        tus.MapDelete("/{id:guid}", Drop).WithSummary("Gives up an upload.");
        tus.MapPost("/{id:guid}", Override).WithMetadata(new DisableRequestSizeLimitAttribute()).ExcludeFromDescription();
    }

    private static async Task<IResult> Open(HttpContext context, ClaimsPrincipal user, OpenUpload open, IOptions<UploadOptions> options, CancellationToken cancellationToken)
    {
        var headers = context.Request.Headers;
        var length = Tus.ReadNumber(headers, Tus.Length);
        var metadata = headers[Tus.Metadata].ToString();
        var upload = await open.Execute(user, Tus.ReadMetadata(metadata).GetValueOrDefault("filename"), length, metadata, cancellationToken);
        Say(context, options, 0);
        return TypedResults.Created($"/api/v1/uploads/{upload.Id}");
    }

    private static async Task<IResult> Find(Guid id, HttpContext context, ClaimsPrincipal user, FindUpload find, IOptions<UploadOptions> options, CancellationToken cancellationToken)
    {
        var (upload, offset) = await find.Execute(user, id, cancellationToken);
        Say(context, options, offset);
        var headers = context.Response.Headers;
        headers[Tus.Length] = Number(upload.Length);
        headers.CacheControl = "no-store";
        if (!string.IsNullOrEmpty(upload.Metadata))
        {
            headers[Tus.Metadata] = upload.Metadata;
        }

        return TypedResults.Ok();
    }

    private static async Task<IResult> Append(Guid id, HttpContext context, ClaimsPrincipal user, AppendUpload append, IOptions<UploadOptions> options, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (request.ContentType != Tus.ContentType)
        {
            throw new BadHttpRequestException($"The bytes of an upload come as {Tus.ContentType}.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var (_, offset) = await append.Execute(user, id, Tus.ReadNumber(request.Headers, Tus.Offset), request.ContentLength, request.Body, cancellationToken);
            Say(context, options, offset);
            return TypedResults.NoContent();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody listens at the other end any more.
            context.Abort();
            return TypedResults.Empty;
        }
    }

    private static async Task<IResult> Drop(Guid id, ClaimsPrincipal user, DropUpload drop, CancellationToken cancellationToken)
    {
        await drop.Execute(user, id, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>For clients that can only send POST.</summary>
    private static Task<IResult> Override(
        Guid id, HttpContext context, ClaimsPrincipal user, AppendUpload append, DropUpload drop, IOptions<UploadOptions> options, CancellationToken cancellationToken) =>
        context.Request.Headers["X-HTTP-Method-Override"].ToString() switch
        {
            "PATCH" => Append(id, context, user, append, options, cancellationToken),
            "DELETE" => Drop(id, user, drop, cancellationToken),
            _ => throw new BadHttpRequestException("An upload goes on by PATCH.", StatusCodes.Status405MethodNotAllowed),
        };

    private static async Task<IResult> Tags(Guid id, ClaimsPrincipal user, ReadArrived read, CancellationToken cancellationToken, Guid? playlist = null) =>
        TypedResults.Ok(await read.Execute(user, id, playlist, cancellationToken));

    private static void Say(HttpContext context, IOptions<UploadOptions> options, long offset)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        context.Response.Headers[Tus.Offset] = Number(offset);
        context.Response.Headers[Tus.Expires] = (time.GetUtcNow() + options.Value.KeepParts).ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Every answer names the protocol; a request in another version of it is refused before anything is done.</summary>
    private sealed class SpeakTus(IOptions<UploadOptions> options) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
            var asks = HttpMethods.IsOptions(request.Method);
            var spoken = asks || request.Headers[Tus.Resumable] == Tus.Version;

            // At the last moment, since an error clears the headers that were set before it.
            response.OnStarting(() =>
            {
                response.Headers[Tus.Resumable] = Tus.Version;
                if (asks || !spoken)
                {
                    response.Headers["Tus-Version"] = Tus.Version;
                    response.Headers["Tus-Extension"] = Tus.Extensions;
                }

                if (asks || response.StatusCode == StatusCodes.Status413PayloadTooLarge)
                {
                    response.Headers["Tus-Max-Size"] = Number(options.Value.MaxAudioBytes);
                }

                return Task.CompletedTask;
            });
            return spoken ? await next(context)
                : throw new UploadRefusedException(StatusCodes.Status412PreconditionFailed, $"Uploads speak tus {Tus.Version}; say so in the header {Tus.Resumable}.");
        }
    }
}

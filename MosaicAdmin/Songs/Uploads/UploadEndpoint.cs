using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using MosaicAdmin.Faults;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Songs;

/// <summary>The upload of one song over plain HTTP.</summary>
internal static class UploadEndpoint
{
    public static void MapUpload(this IEndpointRouteBuilder songs) => songs.MapPost("/", Upload)
        .RequireAuthorization(Roles.Editor)
        .WithMetadata(new DisableRequestSizeLimitAttribute())
        .WithSummary("Adds a song to the end of the playlist and publishes the playlist.")
        .WithDescription("Send the words before the files. At least one of audio, upload, cover and sameAudioAs is needed. "
            + "The same Idempotency-Key again gets the same answer. With duplicates = ask, a song whose audio the playlist has is answered 409 with the existing song.")
        .AddOpenApiOperationTransformer(DescribeBody);

    private static async Task<Created<AddedSong>> Upload(
        Guid id, HttpRequest request, ClaimsPrincipal user, ReadSongs songs, ReadUpload read, TakeUpload take, AddSong add, FaultPoints faults, CancellationToken cancellationToken)
    {
        // Asked before the bytes, so that nobody sends an album to a playlist that is gone.
        await songs.RequirePlaylist(id, cancellationToken);
        await using var sent = await read.Execute(id, request, cancellationToken);
        if (sent is { Upload: not null, Audio: not null })
        {
            throw new InvalidInputException("Send audio or upload, not both.");
        }

        var asked = sent.Upload is { } arrived ? sent with { Audio = await take.Execute(user, arrived, cancellationToken) } : sent;
        faults.Reach(FaultPoint.BytesReceived);
        var added = await add.Execute(user, asked, cancellationToken);
        if (sent.Upload is { } used)
        {
            await take.Finish(user, used, CancellationToken.None);
        }

        return TypedResults.Created($"/api/v1/playlists/{id}/songs/{added.Song.Id}", added);
    }

    /// <summary>The body is read by hand, part by part, so its description is written by hand too.</summary>
    private static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        OpenApiSchema Text(string description, string? format = null) => new() { Type = JsonSchemaType.String, Description = description, Format = format };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new()
                {
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = new Dictionary<string, IOpenApiSchema>
                        {
                            ["title"] = Text("What the song is to be called; without it its tags speak, then its file's name."),
                            ["artist"] = Text("Who plays it."),
                            ["album"] = Text("Where it is from."),
                            ["batch"] = Text("One id for all files dropped together: they are one publish.", "uuid"),
                            ["order"] = Text("The file's place in its batch, from 0: songs keep it, whichever file arrives first.", "int32"),
                            ["duplicates"] = Text("ask, or left out."),
                            ["sameAudioAs"] = Text("A song whose audio this one shares, in place of audio.", "uuid"),
                            ["replaces"] = Text("A song of the playlist whose place this one takes; that song goes, and its cover stays where this one brings none.", "uuid"),
                            ["upload"] = Text("An upload under /api/v1/uploads that has arrived whole, in place of audio.", "uuid"),
                            ["audio"] = Text($"{AudioFormat.Spoken}, by content.", "binary"),
                            ["cover"] = Text("JPEG, PNG, WebP or GIF, by content; wins over an embedded cover.", "binary"),
                        },
                    },
                },
            },
        };
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = "Idempotency-Key",
            In = ParameterLocation.Header,
            Description = "Names this upload, so that it can be sent again safely.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
        });
        return Task.CompletedTask;
    }
}

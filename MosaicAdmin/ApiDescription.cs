using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using MosaicAdmin.Mosaics;
using MosaicAdmin.Playlists;
using MosaicAdmin.Songs;

namespace MosaicAdmin;

/// <summary>The API's description for machines, at <c>/openapi/v1.json</c>.</summary>
public static class ApiDescription
{
    /// <summary>Registers what all of the API has in common: its errors, its spelling and its description.</summary>
    public static void AddApi(this IHostApplicationBuilder builder)
    {
        builder.AddProblems();

        // Words, spelled like properties: firstSong, not 1.
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        builder.Services.AddOpenApi(Describe);
    }

    /// <summary>Playlists with their songs and mosaics over HTTP, and the description of everything.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapSongs();
        app.MapPlaylists();
        app.MapMosaics();
        app.MapOpenApi().AllowAnonymous();
    }

    private static void Describe(OpenApiOptions o)
    {
        o.ShouldInclude = api => api.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "MosaicAdmin", Version = "v1", Description = "One new cover mosaic per playlist and quiet window." };
            document.AddComponent<IOpenApiSecurityScheme>("bearer", new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API token, made under Tokens.",
            });
            document.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            return Task.CompletedTask;
        });
        o.AddOperationTransformer(DescribeErrors);
    }

    /// <summary>Every call may fail, and every failure is a problem.</summary>
    private static async Task DescribeErrors(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellationToken);
        context.Document?.AddComponent("ProblemDetails", schema);
        (operation.Responses ??= []).TryAdd("default", new OpenApiResponse
        {
            Description = "A problem (RFC 9457); its detail is one sentence.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("ProblemDetails", context.Document) },
            },
        });
    }
}

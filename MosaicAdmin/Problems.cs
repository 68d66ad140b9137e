using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using MosaicAdmin.Identity;
using MosaicAdmin.Songs;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin;

/// <summary>What was asked for is not there, or is not the asker's to know of.</summary>
public sealed class NotFoundException(string message) : Exception(message);

/// <summary>What was sent cannot be taken; the message is one sentence that says why.</summary>
public sealed class InvalidInputException(string message) : Exception(message);

/// <summary>Whoever asked has asked too often, or for too much at once; the message says what to do.</summary>
public sealed class TooManyException(string message) : Exception(message);

/// <summary>Errors of the API as problem details (RFC 9457): features throw, this one place says which status that is.</summary>
public static partial class Problems
{
    public static void AddProblems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<AnswerProblem>();
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
    }

    /// <summary>Pages keep their own error pages; the API answers in JSON, and so do pictures and audio that cannot be served now.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseWhen(c => c.Request.Path.StartsWithSegments("/api"), api => api.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(c => c.Request.Path.StartsWithSegments("/media"), media => media.UseExceptionHandler());
    }

    /// <summary>The problem an exception stands for, or null when it is a fault of ours and says nothing to the outside.</summary>
    internal static ProblemDetails? Describe(Exception error) => error switch
    {
        NotFoundException => Problem(StatusCodes.Status404NotFound, "Not found", error),
        InvalidInputException => Problem(StatusCodes.Status422UnprocessableEntity, "This cannot be accepted", error),
        RefusedFileException refused => Problem(refused.Status, "The file was refused", error, ("file", refused.FileName)),
        UploadRefusedException refused => Problem(refused.Status, "The upload cannot go on this way", error),
        ForbiddenException => Problem(StatusCodes.Status403Forbidden, "Not allowed", error),
        ActRefusedException => Problem(StatusCodes.Status409Conflict, "There is nothing to act on", error),
        TooManyException => Problem(StatusCodes.Status429TooManyRequests, "Too much at once", error),
        DuplicateSongException duplicate => Problem(StatusCodes.Status409Conflict, "The playlist has this song", error, ("existing", duplicate.Existing)),
        KeepingFailedException or StoreFailedException => Problem(StatusCodes.Status503ServiceUnavailable, "Nothing was kept", error),
        BadHttpRequestException { InnerException: JsonException } => Problem(
            StatusCodes.Status400BadRequest, "The request cannot be read", new InvalidInputException("The body is not the JSON that this call takes.")),
        BadHttpRequestException bad => Problem(bad.StatusCode, "The request cannot be read", error),
        _ => null,
    };

    private static ProblemDetails Problem(int status, string title, Exception error, params (string Name, object? Value)[] more) =>
        new() { Status = status, Title = title, Detail = error.Message, Extensions = more.ToDictionary(m => m.Name, m => m.Value) };

    private sealed partial class AnswerProblem(ILogger<AnswerProblem> logger) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception error, CancellationToken cancellationToken)
        {
            if (Describe(error) is not { } problem)
            {
                return false;
            }

            if (problem.Status >= StatusCodes.Status500InternalServerError)
            {
                LogFault(error, context.Request.Method, context.Request.Path);
            }

            context.Response.StatusCode = problem.Status!.Value;
            await TypedResults.Problem(problem).ExecuteAsync(context);
            return true;
        }

        [LoggerMessage(LogLevel.Error, "{Method} {Path} could not be served")]
        private partial void LogFault(Exception error, string method, string path);
    }
}

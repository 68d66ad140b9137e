using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using MosaicAdmin.Identity;
using MosaicAdmin.Songs;
using MosaicAdmin.Tasks;

namespace MosaicAdmin;

/// <summary>What was asked for is not there, or is not the asker's to know of.</summary>
public sealed class NotFoundException(string message) : Exception(message);

/// <summary>What was sent cannot be taken; the message is one sentence that says why.</summary>
public sealed class InvalidInputException(string message) : Exception(message);

/// <summary>Errors of the API as problem details (RFC 9457): features throw, this one place says which status that is.</summary>
public static class Problems
{
    public static void AddProblems(this IHostApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<AnswerProblem>();
        builder.Services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
    }

    /// <summary>Pages keep their own error pages; only the API answers in JSON.</summary>
    public static void UseProblems(this IApplicationBuilder app) =>
        app.UseWhen(c => c.Request.Path.StartsWithSegments("/api"), api => api.UseExceptionHandler().UseStatusCodePages());

    /// <summary>The problem an exception stands for, or null when it is a fault of ours and says nothing to the outside.</summary>
    internal static ProblemDetails? Describe(Exception error) => error switch
    {
        NotFoundException => Problem(StatusCodes.Status404NotFound, "Not found", error),
        InvalidInputException => Problem(StatusCodes.Status422UnprocessableEntity, "This cannot be accepted", error),
        RefusedFileException refused => Problem(refused.Status, "The file was refused", error, ("file", refused.FileName)),
        ForbiddenException => Problem(StatusCodes.Status403Forbidden, "Not allowed", error),
        ActRefusedException => Problem(StatusCodes.Status409Conflict, "There is nothing to act on", error),
        BadHttpRequestException bad => Problem(bad.StatusCode, "The request cannot be read", error),
        _ => null,
    };

    private static ProblemDetails Problem(int status, string title, Exception error, params (string Name, object? Value)[] more) =>
        new() { Status = status, Title = title, Detail = error.Message, Extensions = more.ToDictionary(m => m.Name, m => m.Value) };

    private sealed class AnswerProblem : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception error, CancellationToken cancellationToken)
        {
            if (Describe(error) is not { } problem)
            {
                return false;
            }

            context.Response.StatusCode = problem.Status!.Value;
            await TypedResults.Problem(problem).ExecuteAsync(context);
            return true;
        }
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Reading tasks: queries, pages' needs and the API.</summary>
public static class RunsFeature
{
    public static void AddRuns(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListTasks>();
        builder.Services.AddSingleton<ReadTask>();
    }

    /// <summary>Maps <c>/tasks</c> of the API onto <paramref name="api"/>.</summary>
    public static void MapTasks(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks").RequireAuthorization(Roles.Viewer);
        tasks.MapGet("/", List).WithSummary("Lists tasks, newest first.");
        tasks.MapGet("/{id:guid}", Read).WithSummary("One task with its signals in order.");
    }

    private static async Task<Results<Ok<TaskPage>, ProblemHttpResult>> List(
        string? playlist, string[]? state, string? name, string? q, string? cursor, string? take, ListTasks list, CancellationToken cancellationToken)
    {
        try
        {
            return TypedResults.Ok(await list.Execute(TaskFilter.Parse(playlist, state, name, q, cursor, take), cancellationToken));
        }
        catch (FormatException wrong)
        {
            return TypedResults.Problem(wrong.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<Results<Ok<TaskDetails>, ProblemHttpResult>> Read(Guid id, ReadTask read, CancellationToken cancellationToken) =>
        await read.Execute(id, cancellationToken) is { } task
            ? TypedResults.Ok(task)
            : TypedResults.Problem($"There is no task {id}.", statusCode: StatusCodes.Status404NotFound);
}

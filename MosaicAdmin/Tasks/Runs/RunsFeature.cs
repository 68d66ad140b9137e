using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Reading tasks and acting on them, for pages and the API.</summary>
public static class RunsFeature
{
    public static void AddRuns(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListTasks>();
        builder.Services.AddSingleton<ReadTask>();
    }

    public static void MapTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/api/v1/tasks").WithTags("Tasks").RequireAuthorization(Roles.Viewer).RequireAntiforgeryForCookies();
        tasks.MapGet("/", List).WithSummary("Lists tasks, newest first.");
        tasks.MapGet("/{id}", Read).WithSummary("One task with its signals in order.");
    }

    private static async Task<TaskPage> List(
        string? playlist, string[]? state, string? name, string? q, string? cursor, string? take, ListTasks list, CancellationToken cancellationToken)
    {
        try
        {
            return await list.Execute(TaskFilter.Parse(playlist, state, name, q, cursor, take), cancellationToken);
        }
        catch (FormatException wrong)
        {
            throw new BadHttpRequestException(wrong.Message, wrong);
        }
    }

    private static async Task<TaskDetails> Read(string id, ReadTask read, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var task) && await read.Execute(task, cancellationToken) is { } found 
            ? found
            : throw new NotFoundException($"There is no task {id}.");
}

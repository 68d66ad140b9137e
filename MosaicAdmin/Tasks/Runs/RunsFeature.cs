using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Reading tasks and acting on them, for pages and the API.</summary>
public static class RunsFeature
{
    public static void AddRuns(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ListTasks>();
        builder.Services.AddSingleton<ReadTask>();
        builder.Services.AddSingleton<ListViews>();
        builder.Services.AddSingleton<SaveView>();
        builder.Services.AddSingleton<RenameView>();
        builder.Services.AddSingleton<DeleteView>();
        builder.Services.AddSingleton<ReadChain>();
        builder.Services.AddSingleton<FindKnown>();
        builder.Services.AddScoped<ActOnTask>();
        builder.Services.AddScoped<ActOnTasks>();
        builder.Services.AddScoped<ConfirmTaskAct>();
        builder.Services.AddScoped<ConfirmBulkAct>();
        builder.Services.AddScoped<OfferUndo>();
        builder.AddRunLines();
    }

    private static void AddRunLines(this IHostApplicationBuilder builder)
    {
        var options = builder.AddSettings<RunLineOptions>(RunLineOptions.Section);
        builder.Services.AddSingleton<RunLog>();
        builder.Services.AddSingleton<ILoggerProvider>(s => s.GetRequiredService<RunLog>());
        builder.Services.AddSingleton<KeepRunLines>();

        // A filter of its own: what a run tells its page need not be in the log of production.
        builder.Logging.AddFilter<RunLog>(null, LogLevel.Warning).AddFilter<RunLog>(nameof(MosaicAdmin), options.Level);
    }

    public static void MapTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/api/v1/tasks").WithTags("Tasks").RequireAuthorization(Roles.Viewer).RequireAntiforgeryForCookies();
        tasks.MapGet("/", List).WithSummary("Lists tasks, newest first.");
        tasks.MapGet("/{id}", Read).WithSummary("One task with its signals in order.");
        tasks.MapPost("/", Send).RequireAuthorization(Roles.Admin).WithSummary("Sends a task by name, on its own.");
        tasks.MapPost("/{id}/cancel", Cancel).RequireAuthorization(Roles.Admin).WithSummary("Cancels a task that waits or runs.");
        tasks.MapPost("/{id}/retry", Retry).RequireAuthorization(Roles.Admin).WithSummary("Publishes anew what a task did not bring to an end.");
        tasks.MapTaskActs();
        app.MapGet("/api/v1/tasks.csv", TaskCsv.Answer).WithTags("Tasks").RequireAuthorization(Roles.Viewer).WithSummary("All tasks that match, as a table for spreadsheets.");
        tasks.MapBundle();
    }

    private static Task<TaskPage> List(
        string? playlist, string[]? state, string? name, string? q, string? zone, string? cursor, string? take,
        ListTasks list, TimeProvider time, IStringLocalizer<TaskListText> text, CancellationToken cancellationToken) =>
        list.Execute(ReadTasksQuery.Execute(text, () => TaskFilter.Parse(playlist, state, name, q, cursor, take, ReaderTime.Of(zone, time))), cancellationToken);

    private static async Task<TaskDetails> Read(string id, ReadTask read, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var task) && await read.Execute(task, cancellationToken) is { } found
            ? found
            : throw new NotFoundException($"There is no task {id}.");

    private static async Task<Accepted<TaskActed>> Send(SentTask sent, ClaimsPrincipal user, SendTask send, CancellationToken cancellationToken) =>
        Accepted(await send.Execute(user, new NewTask(sent.Name, sent.Arguments?.GetRawText() ?? "{}", sent.Eta, sent.Expires), cancellationToken));

    private static async Task<Accepted<TaskActed>> Cancel(
        string id, WhyActed? why, ClaimsPrincipal user, ReadTask read, CancelTask cancel, CancellationToken cancellationToken)
    {
        var task = await Read(id, read, cancellationToken);
        await cancel.Execute(user, task.Id, why?.Reason, cancellationToken);
        return Accepted(task.Id);
    }

    private static async Task<Accepted<TaskActed>> Retry(
        string id, WhyActed? why, ClaimsPrincipal user, ReadTask read, RetryTask retry, CancellationToken cancellationToken)
    {
        var task = await Read(id, read, cancellationToken);
        return Accepted(await retry.Execute(user, task.Id, why?.Reason, cancellationToken));
    }

    private static Accepted<TaskActed> Accepted(Guid task) => TypedResults.Accepted($"/api/v1/tasks/{task}", new TaskActed(task));
}

/// <summary>A task to be sent on its own: its name, its arguments as a JSON object, and the times it is not begun before and after.</summary>
public sealed record SentTask(string Name, JsonElement? Arguments, DateTimeOffset? Eta, DateTimeOffset? Expires);

/// <summary>Why somebody acts.</summary>
public sealed record WhyActed(string? Reason);

/// <summary>The task to look at for what comes of it.</summary>
public sealed record TaskActed(Guid TaskId);

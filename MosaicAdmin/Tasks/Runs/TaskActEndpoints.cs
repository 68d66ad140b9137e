using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>Which tasks are meant; nothing given is all of them.</summary>
/// <param name="State">One state, or several with commas between.</param>
/// <param name="Q">A query, as the list of tasks takes it.</param>
/// <param name="Zone">The time zone days in it are read in, such as <c>Europe/Berlin</c>; UTC when absent.</param>
/// <param name="Until">Only those published by then; now when absent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WantedTasks(string? Playlist = null, string? State = null, string? Name = null, string? Q = null, DateTimeOffset? Until = null, string? Zone = null);

/// <summary>An act on many tasks: those with these ids, or all that match.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BulkAct(string? Act, IReadOnlyList<Guid>? Ids = null, WantedTasks? Filter = null, string? Reason = null);

/// <summary>How many it was done to, and which it was not done to.</summary>
public sealed record BulkDone(int Done, IReadOnlyList<RefusedAct> Refused);

/// <summary>What admins may do to tasks over HTTP.</summary>
internal static class TaskActEndpoints
{
    public static void MapTaskActs(this IEndpointRouteBuilder tasks)
    {
        var acts = tasks.MapGroup("").RequireAuthorization(Roles.Admin);
        acts.MapPost("/bulk", Bulk).WithSummary("Does one act to many tasks, by ids or to all that match.");
        foreach (var act in new[] { TaskAct.Force, TaskAct.Hold, TaskAct.Release, TaskAct.Drop })
        {
            acts.MapPost($"/{{id}}/{act.ToString().ToLowerInvariant()}", (string id, WhyActed? why, ClaimsPrincipal user, ActOnTask one, CancellationToken ct) => Act(act, id, why, user, one, ct));
        }

        acts.MapPost("/{id}/undo", Undo).WithSummary("Takes back the cancel of a waiting task, for ten seconds.");
    }

    private static async Task<Accepted<TaskActed>> Act(TaskAct act, string id, WhyActed? why, ClaimsPrincipal user, ActOnTask one, CancellationToken cancellationToken)
    {
        var task = Id(id);
        await one.Execute(user, task, act, why?.Reason, cancellationToken);
        return Accepted(task);
    }

    private static async Task<Accepted<TaskActed>> Undo(string id, ClaimsPrincipal user, UndoCancel undo, CancellationToken cancellationToken) =>
        Accepted(await undo.Execute(user, Id(id), cancellationToken));

    private static async Task<BulkDone> Bulk(BulkAct wish, ClaimsPrincipal user, ActOnTasks many, TimeProvider time, IStringLocalizer<TaskListText> text, CancellationToken cancellationToken)
    {
        var act = Enum.GetValues<TaskAct>().Cast<TaskAct?>().FirstOrDefault(a => string.Equals(a.ToString(), wish.Act, StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidInputException("act is cancel, force, hold, release, retry, drop or undo.");
        var acted = wish switch
        {
            { Ids: { } ids, Filter: null } => await many.Execute(user, act, ids, wish.Reason, cancellationToken),
            { Ids: null, Filter: { } filter } => await many.Execute(user, act, Read(filter, time, text), wish.Reason, cancellationToken),
            _ => throw new InvalidInputException("Give either ids or a filter."),
        };
        return new BulkDone(acted.Ids.Count, acted.Refused);
    }

    private static TaskFilter Read(WantedTasks wanted, TimeProvider time, IStringLocalizer<TaskListText> text) => ReadTasksQuery.Execute(text, () =>
        TaskFilter.Parse(wanted.Playlist, [wanted.State], wanted.Name, wanted.Q, cursor: null, take: null, ReaderTime.Of(wanted.Zone, time)) with { Until = wanted.Until });

    private static Guid Id(string id) => Guid.TryParse(id, out var task) ? task : throw new NotFoundException($"There is no task {id}.");

    private static Accepted<TaskActed> Accepted(Guid task) => TypedResults.Accepted($"/api/v1/tasks/{task}", new TaskActed(task));
}

using System.Security.Claims;
using System.Text.Json;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>A task to be sent on its own.</summary>
/// <param name="Name">Any name: one that no node knows ends as <c>unknown</c>.</param>
/// <param name="Arguments">A JSON object; what its body cannot read ends as <c>rejected</c>.</param>
/// <param name="Eta">Not before; now when null.</param>
/// <param name="ExpiresAt">Not begun after; never too late when null.</param>
/// <param name="Again">The task it is sent in place of.</param>
public sealed record NewTask(string Name, string Arguments, DateTimeOffset? Eta = null, DateTimeOffset? ExpiresAt = null, Guid? Again = null);

/// <summary>Sends a task by name, as another program would: nothing is checked that only the receiver can know.</summary>
public sealed class SendTask(WriterLane lane, WindowKeeper keeper, Alarm alarm, WindowTask windowTask, Permissions permissions)
{
    private const int LongestName = 100;
    private const int LongestArguments = 10_000;

    /// <returns>The task's id.</returns>
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="ActRefusedException">The name, the arguments or the times cannot be those of any task.</exception>
    public async Task<Guid> Execute(ClaimsPrincipal user, NewTask task, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        if (Problem(task) is { } problem)
        {
            throw new ActRefusedException(problem);
        }

        var id = await lane.Run(
            async (write, ct) =>
            {
                var window = await keeper.Send(write, task, actor.Name, ct);
                write.Audit(actor.Name, "task.send", window.SubjectId, task.Name);
                await write.Db.SaveChangesAsync(ct);
                return window.SubjectId;
            },
            cancellationToken);
        alarm.Ring(id);
        return id;
    }

    private string? Problem(NewTask task) =>
        string.IsNullOrWhiteSpace(task.Name) || task.Name.Length > LongestName ? $"A task needs a name of at most {LongestName} characters."
        : task.Name == windowTask.Name ? $"{task.Name} is published by its playlists: force the playlist instead."
        : task.Arguments.Length > LongestArguments ? $"The arguments are longer than {LongestArguments} characters."
        : !IsObject(task.Arguments) ? "The arguments must be a JSON object."
        : task.ExpiresAt <= task.Eta ? "It would expire before it is due."
        : null;

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

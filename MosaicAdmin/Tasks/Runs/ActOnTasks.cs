using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text.Json;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;

namespace MosaicAdmin.Tasks;

/// <summary>A task an act was not done to, and why.</summary>
public sealed record RefusedAct(Guid Id, string Why);

/// <summary>What came of an act on many tasks.</summary>
/// <param name="Ids">The tasks it was done to.</param>
public sealed record ActedOn(IReadOnlyList<Guid> Ids, IReadOnlyList<RefusedAct> Refused);

/// <summary>
/// Does one act to many tasks, each in its own write, in which the task is looked at again, and each with its own audit row beside the one that
/// sums them up.
/// </summary>
public sealed partial class ActOnTasks(ListTasks list, ActOnTask one, WriterLane lane, Permissions permissions, ILogger<ActOnTasks> logger)
{
    /// <summary>More than this at once is a mistake, or a job for a narrower filter.</summary>
    public const int Most = 5000;

    // Writes that come together share one commit.
    private const int Together = 50;

    /// <summary>Acts on all that match and can be acted on. Without <see cref="TaskFilter.Until"/> those published later than now are no part of it.</summary>
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="InvalidInputException">Too many match.</exception>
    public async Task<ActedOn> Execute(ClaimsPrincipal user, TaskAct act, TaskFilter filter, string? reason, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        var ids = await list.ToActOn(filter, act, Most + 1, cancellationToken);
        return ids.Count > Most
            ? throw new InvalidInputException($"More than {Most} tasks match; narrow the filter.")
            : await Execute(user, act, ids, reason, cancellationToken);
    }

    /// <summary>Acts on these tasks.</summary>
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="InvalidInputException">They are too many.</exception>
    public async Task<ActedOn> Execute(ClaimsPrincipal user, TaskAct act, IReadOnlyCollection<Guid> ids, string? reason, CancellationToken cancellationToken)
    {
        var actor = await permissions.Require(user, Roles.Admin, cancellationToken);
        if (ids.Count > Most)
        {
            throw new InvalidInputException($"At most {Most} tasks can be acted on at once, not {ids.Count}.");
        }

        var (done, refused) = (new ConcurrentQueue<Guid>(), new ConcurrentQueue<RefusedAct>());
        try
        {
            foreach (var batch in ids.Distinct().Chunk(Together))
            {
                await Task.WhenAll(batch.Select(id => Try(id)));
            }
        }
        finally
        {
            // What was done is on record, also when whoever asked has left meanwhile.
            await Sum(actor, act, reason, done.Count, refused.Count, CancellationToken.None);
        }

        return new ActedOn([.. done], [.. refused]);

        async Task Try(Guid id)
        {
            try
            {
                await one.Execute(user, id, act, reason, cancellationToken, ofMany: ids.Count > 1);
                done.Enqueue(id);
            }
            catch (Exception refusal) when (refusal is ActRefusedException or NotFoundException or ForbiddenException)
            {
                refused.Enqueue(new RefusedAct(id, refusal.Message));
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotDone(error, act, id);
                refused.Enqueue(new RefusedAct(id, "It could not be done, or nobody can say whether it was; look at the task."));
            }
        }
    }

    private Task<int> Sum(Actor actor, TaskAct act, string? reason, int done, int refused, CancellationToken cancellationToken) => lane.Run(
        (write, ct) =>
        {
            write.Audit(
                actor.Name, $"tasks.{act.ToString().ToLowerInvariant()}", Guid.CreateVersion7(write.Now), reason, JsonSerializer.Serialize(new { done, refused }));
            return write.Db.SaveChangesAsync(ct);
        },
        cancellationToken);

    [LoggerMessage(LogLevel.Error, "{Act} could not be done to task {TaskId}")]
    private partial void LogNotDone(Exception error, TaskAct act, Guid taskId);
}

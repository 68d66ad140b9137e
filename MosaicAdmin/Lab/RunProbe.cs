using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Identity;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>
/// Makes one experiment happen, by the acts anybody else would use: the task is sent, cancelled or replaced for real, and nothing of what is
/// then seen is written here.
/// </summary>
public sealed class RunProbe(
    LabProbes probes, SendTask send, CancelTask cancel, SupersedeProbe supersede, IDbContextFactory<MosaicDb> databases, Permissions permissions,
    TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <returns>The experiment's subject, which is its first task.</returns>
    /// <exception cref="ForbiddenException">The user is no admin.</exception>
    /// <exception cref="NotFoundException">There is no such experiment.</exception>
    /// <exception cref="ActRefusedException">One that holds a worker runs already.</exception>
    public async Task<Guid> Execute(ClaimsPrincipal user, string name, AddArguments numbers, CancellationToken cancellationToken)
    {
        await permissions.Require(user, Roles.Admin, cancellationToken);
        var probe = probes.Named(name) ?? throw new NotFoundException($"The Lab has no experiment called {name}.");
        if (probe.Holds && await IsHeld(cancellationToken))
        {
            throw new ActRefusedException("An experiment that holds a worker is running already; it ends by itself.");
        }

        return await send.Execute(user, Message(probe, numbers), cancellationToken);
    }

    /// <summary>Does what the experiment needs done after its task was sent. It is finished whether or not somebody is still looking.</summary>
    public async Task Follow(ClaimsPrincipal user, string name, Guid task)
    {
        switch (name)
        {
            case "revoked-waiting":
                await Task.Delay(Moment, time);
                await cancel.Execute(user, task, "The Lab cancels what waits.", CancellationToken.None);
                break;
            case "revoked-superseded":
                await Task.Delay(Moment, time);
                await supersede.Execute(user, task, CancellationToken.None);
                break;
            case "revoked-running":
                await Begun(task);
                await Task.Delay(Moment, time);
                await cancel.Execute(user, task, "The Lab stops what runs.", CancellationToken.None);
                break;
        }
    }

    private NewTask Message(LabProbe probe, AddArguments numbers)
    {
        var now = time.GetUtcNow();
        var message = new NewTask(probe.Task, TaskTypes.Write(numbers));
        return probe.Name switch
        {
            "revoked-waiting" or "revoked-superseded" => message with { Eta = now.AddMinutes(10) },
            "revoked-expired" => message with { ExpiresAt = now.AddSeconds(-1) },
            "rejected-missing" => message with { Arguments = $$"""{"x":{{numbers.X}}}""" },
            "rejected-type" => message with { Arguments = $$"""{"x":{{numbers.X}},"y":"three"}""" },
            _ => message,
        };
    }

    private async Task Begun(Guid task)
    {
        while (await State(task) == TaskState.Scheduled)
        {
            await Task.Delay(Look, time);
        }
    }

    private async Task<TaskState> State(Guid task)
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db.Tasks.Where(t => t.Id == task).Select(t => t.State).SingleAsync();
    }

    private async Task<bool> IsHeld(CancellationToken cancellationToken)
    {
        var holding = probes.All.Where(p => p.Holds).Select(p => p.Task).ToArray();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Tasks.AnyAsync(
            t => (t.State == TaskState.Running || t.State == TaskState.Scheduled) && holding.Contains(t.Name), cancellationToken);
    }
}

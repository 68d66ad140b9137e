using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Lab;

/// <summary>The two arguments of the article's probe task.</summary>
public sealed record AddArguments(int X, int Y);

/// <summary>Adds, as the article's task did. Nothing added changes nothing.</summary>
public sealed class AddNumbers : TaskBody<AddArguments>
{
    public override Task<TaskResult> Run(Claim claim, AddArguments arguments, CancellationToken cancellationToken) =>
        Task.FromResult(new TaskResult(Changed: (long)arguments.X + arguments.Y != arguments.X));
}

/// <summary>Throws once, then succeeds.</summary>
public sealed class FailOnce : TaskBody<AddArguments>
{
    public override Task<TaskResult> Run(Claim claim, AddArguments arguments, CancellationToken cancellationToken) => claim.Attempt == 1
        ? throw new InvalidOperationException("The first attempt throws on purpose.")
        : Task.FromResult(new TaskResult(Changed: true));
}

/// <summary>Throws, and says that trying again is no use.</summary>
public sealed class FailForGood : TaskBody<AddArguments>
{
    public override Task<TaskResult> Run(Claim claim, AddArguments arguments, CancellationToken cancellationToken) =>
        throw new TaskHopelessException("This task fails on purpose, and trying again is no use.");
}

/// <summary>Work without an end, which the end of the app does not wait for.</summary>
internal static class Endless
{
    public static async Task Run(IHostApplicationLifetime app, TimeProvider time, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, app.ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop.Token);
    }
}

/// <summary>Works until it is told to stop, and stops at once.</summary>
public sealed class RunUntilStopped(IHostApplicationLifetime app, TimeProvider time) : TaskBody<AddArguments>
{
    public override async Task<TaskResult> Run(Claim claim, AddArguments arguments, CancellationToken cancellationToken)
    {
        await Endless.Run(app, time, cancellationToken);
        return new TaskResult(Changed: false);
    }
}

/// <summary>Works past the time limit, and does not want to be tried again.</summary>
public sealed class RunTooLong(IHostApplicationLifetime app, TimeProvider time) : TaskBody<AddArguments>
{
    public override async Task<TaskResult> Run(Claim claim, AddArguments arguments, CancellationToken cancellationToken)
    {
        try
        {
            await Endless.Run(app, time, cancellationToken);
        }
        catch (OperationCanceledException stopped) when (cancellationToken.IsCancellationRequested)
        {
            throw new TaskHopelessException("It was not done when its time was over.", stopped);
        }

        return new TaskResult(Changed: false);
    }
}

/// <summary>
/// Hears nothing and says nothing until its run is taken for dead, as a process that hangs would. The task that does it again has another id
/// than its subject, and succeeds.
/// </summary>
public sealed class HangUntilLost(IDbContextFactory<MosaicDb> databases, IHostApplicationLifetime app, TimeProvider time) : TaskBody<AddArguments>
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public override async Task<TaskResult> Run(Claim claim, AddArguments arguments, CancellationToken cancellationToken)
    {
        while (claim.TaskId == claim.SubjectId && await IsRunning(claim.TaskId))
        {
            await Task.Delay(Look, time, app.ApplicationStopping);
        }

        return new TaskResult(Changed: true);
    }

    private async Task<bool> IsRunning(Guid task)
    {
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        return await db.Tasks.AnyAsync(t => t.Id == task && t.State == TaskState.Running, CancellationToken.None);
    }
}

/// <summary>Finds that its message makes no sense, though it can be read.</summary>
public sealed class RefuseSum : TaskBody<AddArguments>
{
    public override Task<TaskResult> Run(Claim claim, AddArguments arguments, CancellationToken cancellationToken) =>
        throw new TaskRejectedException($"{arguments.X} and {arguments.Y} are fine numbers, but this task refuses every sum.");
}

/// <summary>Does its work; then what it made cannot be stored. Done again, it can.</summary>
public sealed class LoseResult : TaskBody<AddArguments>
{
    public override Task<TaskResult> Run(Claim claim, AddArguments arguments, CancellationToken cancellationToken) => Task.FromResult(
        claim.TaskId == claim.SubjectId
            ? new TaskResult(Changed: true, Commit: (_, _) => throw new InvalidOperationException("The result cannot be stored, on purpose."))
            : new TaskResult(Changed: true));
}

/// <summary>Cannot even be made.</summary>
public sealed class Unmakeable : TaskBody<AddArguments>
{
    public Unmakeable() => throw new InvalidOperationException("This task's body cannot be made, on purpose.");

    public override Task<TaskResult> Run(Claim claim, AddArguments arguments, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}

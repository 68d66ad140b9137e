using System.Collections.Concurrent;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Support;

/// <summary>What a test's runs did, and what they are to do.</summary>
public sealed class Probe
{
    public ConcurrentQueue<Claim> Runs { get; } = new();

    public Func<Claim, CancellationToken, Task<TaskResult>> Body { get; set; } = (_, _) => Task.FromResult(new TaskResult(Changed: true));
}

/// <summary>What the message of a test's window says.</summary>
public sealed record SubjectArguments(Guid PlaylistId);

/// <summary>A window's task whose body a test gives.</summary>
public sealed class ProbeBody(Probe probe) : TaskBody<SubjectArguments>
{
    public override Task<TaskResult> Run(Claim claim, SubjectArguments arguments, CancellationToken cancellationToken)
    {
        probe.Runs.Enqueue(claim);
        return probe.Body(claim, cancellationToken);
    }
}

/// <summary>A sum, as the article's probe task adds it, of numbers up to a thousand.</summary>
public sealed record SumArguments(int X, int Y)
{
    public int X { get; } = X <= 1000 ? X : throw new ArgumentOutOfRangeException(nameof(X), X, "Too large for a sum.");
}

/// <summary>A task sent on its own; a sum below zero is none it can work with.</summary>
public sealed class SumBody(Probe probe) : TaskBody<SumArguments>
{
    public override Task<TaskResult> Run(Claim claim, SumArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.X + arguments.Y < 0)
        {
            throw new TaskRejectedException("A sum below zero is no number of songs.");
        }

        probe.Runs.Enqueue(claim);
        return probe.Body(claim, cancellationToken);
    }
}

/// <summary>A task whose body cannot be made: what it needs is not registered.</summary>
public sealed class UnmakeableBody(IFormatProvider missing) : TaskBody<SumArguments>
{
    public override Task<TaskResult> Run(Claim claim, SumArguments arguments, CancellationToken cancellationToken) =>
        throw new InvalidOperationException(missing.ToString());
}

using System.Collections.Concurrent;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Support;

/// <summary>What a test's runs did, and what they are to do.</summary>
public sealed class Probe
{
    public ConcurrentQueue<Claim> Runs { get; } = new();

    public Func<Claim, CancellationToken, Task<TaskResult>> Body { get; set; } = (_, _) => Task.FromResult(new TaskResult(Changed: true));
}

/// <summary>A task whose body a test gives.</summary>
public sealed class ProbeJob(TaskLifecycle lifecycle, Probe probe) : TaskJob(lifecycle)
{
    protected override Task<TaskResult> Run(Claim claim, CancellationToken cancellationToken)
    {
        probe.Runs.Enqueue(claim);
        return probe.Body(claim, cancellationToken);
    }
}

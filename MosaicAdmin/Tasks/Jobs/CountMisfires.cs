using Quartz;

namespace MosaicAdmin.Tasks;

/// <summary>Counts the triggers this node's scheduler came to late.</summary>
public sealed class CountMisfires : ITriggerListener
{
    private long _count;

    public string Name => "misfires";

    public long Count => Interlocked.Read(ref _count);

    public ValueTask TriggerMisfired(ITrigger trigger, IScheduler scheduler, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _count);
        return default;
    }
}

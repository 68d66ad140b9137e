using MosaicAdmin.Tasks;

namespace MosaicAdmin.AppSettings;

/// <summary>Follows what other nodes changed; and, before anything else of this node starts, what was changed before.</summary>
internal sealed class SettingsWatcher(FollowSettings follow, TimeProvider time, ILogger<SettingsWatcher> logger)
    : Poller(Interval, time, logger), IHostedLifecycleService
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public override Task Poll(CancellationToken cancellationToken) => follow.Execute(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => follow.Execute(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Microsoft.Extensions.Options;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Collects what is left over, every <see cref="CollectOptions.Every"/>, which may change while it waits.</summary>
public sealed partial class LeftoverCollector : Poller
{
    private readonly CollectLeftovers _collect;
    private readonly ILogger<LeftoverCollector> _logger;
    private readonly IDisposable? _following;
    private TimeSpan _every;

    public LeftoverCollector(CollectLeftovers collect, IOptionsMonitor<CollectOptions> options, TimeProvider time, ILogger<LeftoverCollector> logger)
        : base(options.CurrentValue.Every, time, logger)
    {
        (_collect, _logger, _every) = (collect, logger, options.CurrentValue.Every);
        _following = options.OnChange(Follow);
    }

    public override async Task Poll(CancellationToken cancellationToken)
    {
        var (objects, bytes, mosaics, receipts, lines) = await _collect.Execute(cancellationToken);
        if (objects + mosaics + receipts + lines > 0)
        {
            LogCollected(objects, bytes, mosaics, receipts, lines);
        }
    }

    public override void Dispose()
    {
        _following?.Dispose();
        base.Dispose();
    }

    // Told of every change of any setting.
    private void Follow(CollectOptions options)
    {
        if (options.Every != _every)
        {
            TurnEvery(_every = options.Every);
        }
    }

    [LoggerMessage(LogLevel.Information, "Collected {Objects} objects ({Bytes} bytes), {Mosaics} superseded mosaics, {Receipts} receipts and {Lines} lines of runs")]
    private partial void LogCollected(int objects, long bytes, int mosaics, int receipts, int lines);
}

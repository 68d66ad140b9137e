using Microsoft.Extensions.Options;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Collects what is left over, every <see cref="CollectOptions.Every"/>.</summary>
public sealed partial class LeftoverCollector(
    CollectLeftovers collect, IOptions<CollectOptions> options, TimeProvider time, ILogger<LeftoverCollector> logger)
    : Poller(options.Value.Every, time, logger)
{
    public override async Task Poll(CancellationToken cancellationToken)
    {
        var (objects, bytes, mosaics, receipts) = await collect.Execute(cancellationToken);
        if (objects + mosaics + receipts > 0)
        {
            LogCollected(objects, bytes, mosaics, receipts);
        }
    }

    [LoggerMessage(LogLevel.Information, "Collected {Objects} objects ({Bytes} bytes), {Mosaics} superseded mosaics and {Receipts} receipts")]
    private partial void LogCollected(int objects, long bytes, int mosaics, int receipts);
}

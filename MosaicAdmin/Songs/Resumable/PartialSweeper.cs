using Microsoft.Extensions.Options;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Songs;

/// <summary>Removes uploads that nobody has gone on with for <see cref="UploadOptions.KeepParts"/>.</summary>
public sealed partial class PartialSweeper(PartialFolder folder, IOptions<UploadOptions> options, TimeProvider time, ILogger<PartialSweeper> logger)
    : Poller(TimeSpan.FromMinutes(10), time, logger)
{
    private readonly TimeProvider _time = time;

    public override Task Poll(CancellationToken cancellationToken)
    {
        if (folder.RemoveOlder(_time.GetUtcNow() - options.Value.KeepParts) is var removed and > 0)
        {
            LogRemoved(removed);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(LogLevel.Information, "Removed {Uploads} uploads that nobody went on with")]
    private partial void LogRemoved(int uploads);
}

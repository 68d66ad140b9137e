using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Playlists;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>While playlists are failed because of the store, asks it again and again, and once it answers has their mosaics made.</summary>
public sealed partial class StorageHealer(
    IDbContextFactory<MosaicDb> databases, ProbeStore probe, PublishAgain publish, IOptions<WindowOptions> options, TimeProvider time, ILogger<StorageHealer> logger)
    : Poller(options.Value.Sweep, time, logger)
{
    // A store that was away has a queue before it: not all playlists at once.
    private const int Together = 20;

    // One that answers the probe and fails the run again, such as for a single broken disk block, must not have runs without end.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _time = time;

    public override async Task Poll(CancellationToken cancellationToken)
    {
        var failed = await Failed(cancellationToken);
        if (failed.Count > 0 && await probe.Execute(cancellationToken) is null)
        {
            LogHealed(await publish.Execute(failed, cancellationToken));
        }
    }

    private async Task<List<Guid>> Failed(CancellationToken cancellationToken)
    {
        var since = _time.GetUtcNow() - Rest;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await ReadFailures.LastTasks(db)
            .Where(ReadFailures.IsStorages)
            .Where(t => t.PublishedBy != PublishAgain.By || t.EndedAt < since)
            .OrderBy(t => t.EndedAt)
            .Select(t => t.SubjectId)
            .Take(Together)
            .ToListAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "The object store answers again: {Count} playlists that it failed are published again")]
    private partial void LogHealed(int count);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>What was removed.</summary>
/// <param name="Objects">Objects of the store.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Mosaics">Superseded mosaics whose pictures are no longer kept.</param>
/// <param name="Receipts">Answers to uploads nobody sends again.</param>
/// <param name="Lines">Lines that tasks logged long ago.</param>
public sealed record Collected(int Objects, long Bytes, int Mosaics, int Receipts, int Lines = 0);

/// <summary>
/// Removes what nobody needs any more. An object goes only while no row names it, asked right before, and only while it is old: whoever
/// is about to name it has saved it again, which makes it young. One process on a disk compares and removes as one; on S3, or for two nodes on
/// one folder, a round trip lies between, so what was named in just that moment is looked for afterwards and logged.
/// </summary>
public sealed partial class CollectLeftovers(
    FindLeftovers find, WriterLane lane, IFileStore files, IOptions<CollectOptions> options, ILogger<CollectLeftovers> logger)
{
    private const int Together = 500;

    /// <exception cref="StoreFailedException">The store is away; what was removed until then is gone all the same.</exception>
    public async Task<Collected> Execute(CancellationToken cancellationToken)
    {
        var mosaics = await GiveUpSuperseded(cancellationToken);
        var receipts = await Repeat(DropReceipts, cancellationToken);
        var lines = await Repeat(DropRunLines, cancellationToken);
        var collected = new Collected(0, 0, mosaics, receipts, lines);
        await foreach (var left in find.Execute(cancellationToken))
        {
            if (await find.IsLeft(left.Name, cancellationToken) && await files.DeleteIfOlder(left.Name, find.Limit, cancellationToken))
            {
                if (!await find.IsLeft(left.Name, cancellationToken))
                {
                    LogNamedMeanwhile(left.Name);
                }

                collected = collected with { Objects = collected.Objects + 1, Bytes = collected.Bytes + left.Bytes };
            }
        }

        return collected;
    }

    // In steps, so that no upload waits long for the lane.
    private async Task<int> Repeat(Func<Write, CancellationToken, Task<int>> step, CancellationToken cancellationToken)
    {
        for (var sum = 0; ;)
        {
            var done = await lane.Run(step, cancellationToken);
            sum += done;
            if (done < Together)
            {
                return sum;
            }
        }
    }

    /// <summary>The row stays as history, but names its picture no longer.</summary>
    private async Task<int> GiveUpSuperseded(CancellationToken cancellationToken)
    {
        for (var sum = 0; ;)
        {
            // Searched outside the lane, which uploads wait for; what is shown again meanwhile is asked about inside it.
            var ids = await find.Superseded(Together, cancellationToken);
            var done = ids.Count == 0 ? 0 : await lane.Run((write, ct) => GiveUp(write, ids, ct), cancellationToken);
            sum += done;
            if (ids.Count < Together || done == 0)
            {
                return sum;
            }
        }
    }

    private static async Task<int> GiveUp(Write write, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var db = write.Db;
        var superseded = await db.Mosaics
            .Where(m => ids.Contains(m.Id) && m.CollectedAt == null && !db.Playlists.Any(p => p.MosaicKey == m.Key))
            .ToListAsync(cancellationToken);
        superseded.ForEach(m => m.CollectedAt = write.Now);
        await db.SaveChangesAsync(cancellationToken);
        var tasks = superseded.Select(m => m.TaskId).ToList();
        await db.Tasks.Where(t => tasks.Contains(t.Id)).ExecuteUpdateAsync(t => t.SetProperty(r => r.ResultUrl, (string?)null), cancellationToken);
        return superseded.Count;
    }

    private Task<int> DropReceipts(Write write, CancellationToken cancellationToken)
    {
        var limit = write.Now - options.Value.Receipts;
        return write.Db.Receipts.Where(r => r.CreatedAt < limit).OrderBy(r => r.Id).Take(Together).ExecuteDeleteAsync(cancellationToken);
    }

    private Task<int> DropRunLines(Write write, CancellationToken cancellationToken)
    {
        var limit = write.Now - options.Value.RunLines;
        return write.Db.RunLines.Where(l => l.At < limit).OrderBy(l => l.Id).Take(Together).ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "{Object} was removed in the moment a row came to name it; upload it again")]
    private partial void LogNamedMeanwhile(string @object);
}

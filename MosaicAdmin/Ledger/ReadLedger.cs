using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Ledger;

/// <summary>What the windows did and saved, measured from the records.</summary>
/// <param name="Uploads">Songs accepted.</param>
/// <param name="Tasks">Publishes.</param>
/// <param name="Superseded">Publishes replaced by a newer one before they ran.</param>
/// <param name="Runs">Takes, retries included.</param>
/// <param name="Renders">Runs that drew a mosaic.</param>
/// <param name="Unchanged">Runs whose input was the same, so that nothing was drawn or written.</param>
/// <param name="Writes">Mosaics written to the object store.</param>
/// <param name="Bytes">What those writes carried.</param>
/// <param name="Money">What those writes cost at the set prices, each kept for one month.</param>
/// <param name="Currency">ISO 4217 code of the money.</param>
/// <param name="Freshness">From the last upload a mosaic shows to its being visible, in seconds.</param>
public sealed record LedgerFigures(
    int Uploads, int Tasks, int Superseded, int Runs, int Renders, int Unchanged, int Writes, long Bytes, decimal Money, string Currency,
    Freshness Freshness, Savings Estimated);

/// <summary>Seconds from publish to visible mosaic; null before the first.</summary>
public sealed record Freshness(double? P50, double? P95);

/// <summary>What a render per upload would have cost beyond what was done: estimated, not measured.</summary>
public sealed record Savings(int Renders, long Bytes, decimal Money);

/// <summary>Adds up the ledger.</summary>
public sealed class ReadLedger(IDbContextFactory<MosaicDb> databases, WindowTask mosaics, IOptions<LedgerOptions> options)
{
    public async Task<LedgerFigures> Execute(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var uploads = await db.Audit.CountAsync(a => a.Act == "song.add", cancellationToken);
        var tasks = db.Tasks.Where(t => t.Name == mosaics.Name);
        var states = await tasks.GroupBy(t => t.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var runs = await tasks.SumAsync(t => t.Attempts, cancellationToken);
        var written = await db.Mosaics
            .GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Bytes = g.Sum(m => m.Bytes) })
            .SingleOrDefaultAsync(cancellationToken);
        var waits = (await tasks
                .Where(t => t.State == TaskState.Succeeded)
                .OrderByDescending(t => t.EndedAt).Take(1000)
                .Select(t => new { t.PublishedAt, t.EndedAt })
                .ToListAsync(cancellationToken))
            .Select(t => (t.EndedAt!.Value - t.PublishedAt).TotalSeconds).Order().ToList();

        var renders = written?.Count ?? 0;
        var bytes = written?.Bytes ?? 0;
        var spared = Math.Max(0, uploads - renders);
        var sparedBytes = renders == 0 ? 0 : bytes / renders * spared;
        var prices = options.Value;
        return new LedgerFigures(
            uploads, states.Sum(s => s.Count), Count(TaskState.Superseded), runs, renders, Count(TaskState.Unchanged), renders, bytes, prices.Price(renders, bytes), prices.Currency,
            new Freshness(Percentile(waits, 0.5), Percentile(waits, 0.95)),
            new Savings(spared, sparedBytes, prices.Price(spared, sparedBytes)));

        int Count(TaskState state) => states.Where(s => s.State == state).Sum(s => s.Count);
    }

    /// <summary>Nearest rank of sorted values; null when there are none.</summary>
    internal static double? Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? null : Math.Round(sorted[(int)Math.Ceiling(share * sorted.Count) - 1], 3);
}

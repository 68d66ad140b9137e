using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.AppSettings;

/// <summary>Has this node's settings follow the table. A row that cannot stand is logged and passed over.</summary>
internal sealed partial class FollowSettings(
    IDbContextFactory<MosaicDb> databases, CheckSettings check, ChangedSettingsProvider provider, ILogger<FollowSettings> logger)
{
    private Dictionary<string, string> _problems = [];

    public async Task Execute(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var (held, problems) = check.Sort(await db.ChangedSettings.AsNoTracking().ToListAsync(cancellationToken));
        var told = problems.ToDictionary(p => p.Key, p => p.Value.Message);
        foreach (var (_, problem) in told.Except(Interlocked.Exchange(ref _problems, told)))
        {
            LogPassedOver(problem);
        }

        provider.Put(held);
    }

    [LoggerMessage(LogLevel.Warning, "A changed setting is passed over. {Problem}")]
    private partial void LogPassedOver(string problem);
}

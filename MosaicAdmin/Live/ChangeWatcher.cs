using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Live;

/// <summary>
/// Compares rows with what they were a moment ago, once for all pages of this node, and tells pages of what changed, whoever changed it.
/// So a page shows a row's state a few seconds after its last change, even when every live message was dropped.
/// </summary>
public sealed class ChangeWatcher(IDbContextFactory<MosaicDb> databases, LiveFeed live, TimeProvider time, ILogger<ChangeWatcher> logger)
    : Poller(Interval, time, logger)
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly LiveSubscription _heard = live.Subscribe(signal => signal is not (TaskSignal or WindowChanged or SignalsSettled));
    private Dictionary<Guid, long>? _windows;
    private long _acts;

    public override async Task Poll(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var windows = await db.Windows.AsNoTracking().Select(w => new { w.SubjectId, w.Version }).ToDictionaryAsync(w => w.SubjectId, w => w.Version, cancellationToken);
        var acts = await db.Audit.MaxAsync(a => (long?)a.Id, cancellationToken) ?? 0;
        if (_windows is not null)
        {
            foreach (var changed in windows.Except(_windows).Concat(_windows.Except(windows)).Select(w => w.Key).Distinct())
            {
                live.Publish(new WindowChanged(changed));
            }

            // An act that touched no window, such as a new name, is in the audit; who did it here has told the pages already.
            if (acts != _acts && !_heard.TakeNews())
            {
                live.Publish(new CatchUp());
            }
        }

        (_windows, _acts) = (windows, acts);
        _heard.TakeNews();
    }

    public override void Dispose()
    {
        _heard.Dispose();
        base.Dispose();
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Each trigger belongs to a window that waits or runs; one that does not would fire for nothing.</summary>
public sealed class AlarmHasWindow(IDbContextFactory<MosaicDb> databases, Alarm alarm, IOptions<HealthOptions> options, TimeProvider time)
    : Invariant(options, time)
{
    public override string Id => "alarm-without-window";

    protected override async Task<IReadOnlyList<Suspect>> Look(DateTimeOffset since, CancellationToken cancellationToken)
    {
        // Alarms first: whoever sets one has committed its row before.
        var armed = await alarm.Armed(cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var windows = await db.Windows
            .Select(w => new { w.SubjectId, w.Version, Alarmed = (w.TaskId != null && !w.Held) || w.RunId != null })
            .ToDictionaryAsync(w => w.SubjectId, cancellationToken);
        return
        [
            .. from subject in armed
               let window = windows.GetValueOrDefault(subject)
               where window is not { Alarmed: true }
               select new Suspect($"{subject}/{window?.Version}", subject),
        ];
    }

    protected override Task<string?> Mend(Suspect broken, string by, CancellationToken cancellationToken)
    {
        alarm.Ring(broken.Subject!.Value);
        return Task.FromResult<string?>($"The alarm of {broken.Subject} is removed.");
    }
}

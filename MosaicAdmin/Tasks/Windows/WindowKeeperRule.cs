using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>The write of a changed rule to the windows that are open.</summary>
public sealed partial class WindowKeeper
{
    /// <summary>Makes open windows due by <paramref name="rule"/>. Answers whose alarm must be set again.</summary>
    public async Task<IReadOnlyList<Guid>> Retime(Write write, WindowOptions rule, CancellationToken cancellationToken)
    {
        var open = write.Db.Windows.Where(w => w.TaskId != null && !w.Held && !w.Forced && !w.Once);
        var tasks = await write.Db.Tasks.Where(t => open.Any(w => w.TaskId == t.Id)).ToDictionaryAsync(t => t.Id, cancellationToken);
        var moved = new List<Guid>();
        foreach (var window in await open.ToListAsync(cancellationToken))
        {
            if (window.Retime(rule) is { } touched)
            {
                var run = tasks[touched.TaskId];
                (run.Eta, run.LatestAt) = (touched.DueAt, touched.LatestAt);
                moved.Add(window.SubjectId);
            }
        }

        await write.Db.SaveChangesAsync(cancellationToken);
        write.AfterCommit(() => moved.ForEach(id => dispatcher.Send(new WindowChanged(id))));
        return moved;
    }
}

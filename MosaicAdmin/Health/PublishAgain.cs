using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Audit;
using MosaicAdmin.Data;
using MosaicAdmin.Playlists;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Has the mosaics made that the store failed. Not asked for by anybody, so it is done in the name of the system.</summary>
public sealed class PublishAgain(WriterLane lane, WindowKeeper keeper, Alarm alarm)
{
    public const string By = "system";

    /// <summary>Answers how many playlists were published again; those the store no longer fails are passed over.</summary>
    public async Task<int> Execute(IReadOnlyCollection<Guid> playlists, CancellationToken cancellationToken)
    {
        var published = await lane.Run(
            async (write, ct) =>
            {
                var again = new List<(Guid Playlist, Touched Touched)>();
                var failed = ReadFailures.LastTasks(write.Db).Where(ReadFailures.IsStorages).Where(t => playlists.Contains(t.SubjectId)).Select(t => t.SubjectId);
                foreach (var window in await write.Db.Windows.Where(w => failed.Contains(w.SubjectId)).ToListAsync(ct))
                {
                    again.Add((window.SubjectId, await keeper.Force(write, window, By, ct)));
                }

                if (again.Count > 0)
                {
                    write.Audit(By, "storage.heal", "storage", "The object store answers again.", $$"""{"playlists":{{again.Count}}}""");
                    await write.Db.SaveChangesAsync(ct);
                }

                return again;
            },
            cancellationToken);
        foreach (var (playlist, touched) in published)
        {
            await alarm.Set(playlist, touched, cancellationToken);
        }

        return published.Count;
    }
}

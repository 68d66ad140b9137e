using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>Reads whether tasks are paused, by whom and why.</summary>
public sealed class ReadPause(IDbContextFactory<MosaicDb> databases)
{
    /// <summary>Null while tasks run.</summary>
    public async Task<Pause?> Execute(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Pauses.AsNoTracking().Where(p => p.ResumedAt == null).OrderBy(p => p.At).FirstOrDefaultAsync(cancellationToken);
    }
}

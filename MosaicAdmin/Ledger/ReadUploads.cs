using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Ledger;

/// <summary>Reads the recorded uploads, oldest first, songs that were removed since included.</summary>
public sealed class ReadUploads(IDbContextFactory<MosaicDb> databases)
{
    /// <summary>The most that are read: the newest.</summary>
    public const int Most = 50_000;

    public async Task<IReadOnlyList<RecordedUpload>> Execute(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await db.Audit.AsNoTracking()
            .Where(a => a.Act == "song.add" && a.Data != null)
            .OrderByDescending(a => a.Id).Take(Most)
            .Select(a => new { a.At, a.Data })
            .ToListAsync(cancellationToken);
        rows.Reverse();
        return [.. rows.Select(r => new RecordedUpload(JsonSerializer.Deserialize<Where>(r.Data!, JsonSerializerOptions.Web)!.PlaylistId, r.At))];
    }

    private sealed record Where(Guid PlaylistId);
}

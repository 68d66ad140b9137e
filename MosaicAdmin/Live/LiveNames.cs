using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Live;

/// <summary>What playlists are called, for pages that show many signals: each is asked for once.</summary>
public sealed class LiveNames(IDbContextFactory<MosaicDb> databases)
{
    private readonly Dictionary<Guid, string?> _names = [];

    /// <summary>The signals with the names of their playlists.</summary>
    public async Task<IReadOnlyList<LiveSignal>> Name(IReadOnlyList<SignalNews> signals, CancellationToken cancellationToken)
    {
        var unknown = signals.Select(s => s.PlaylistId).Where(id => !_names.ContainsKey(id)).Distinct().ToList();
        if (unknown.Count > 0)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var found = await db.Playlists.AsNoTracking().Where(p => unknown.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken);
            unknown.ForEach(id => _names[id] = found.GetValueOrDefault(id));
        }

        return [.. signals.Select(s => new LiveSignal(s, _names[s.PlaylistId]))];
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;

namespace MosaicAdmin.Tasks;

/// <summary>What of a bundle is in this installation.</summary>
/// <param name="Bundle">Without the picture, if that is not here.</param>
public sealed record OpenedBundle(TaskBundle Bundle, KnownIds Known);

/// <summary>Looks which of the tasks, the playlist and the picture a bundle names are here, so that only those are linked and shown.</summary>
public sealed class FindKnown(IDbContextFactory<MosaicDb> databases)
{
    public async Task<OpenedBundle> Execute(TaskBundle bundle, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = new HashSet<Guid>();
        foreach (var ids in Named(bundle).Distinct().Chunk(500))
        {
            known.UnionWith(await db.Tasks.Where(t => ids.Contains(t.Id)).Select(t => t.Id).ToListAsync(cancellationToken));
        }

        if (bundle.Task.Playlist is { } playlist && await db.Playlists.AnyAsync(p => p.Id == playlist.Id, cancellationToken))
        {
            known.Add(playlist.Id);
        }

        var url = bundle.Task.MosaicUrl ?? bundle.Chain?.MosaicUrl;
        var key = url?["/media/mosaics/".Length..^".jpg".Length];
        var shown = key is not null && await db.Mosaics.AnyAsync(m => m.Key == key && m.CollectedAt == null, cancellationToken);
        return new OpenedBundle(shown ? bundle : WithoutPicture(bundle), new KnownIds(known));
    }

    private static TaskBundle WithoutPicture(TaskBundle bundle) =>
        bundle with { Task = bundle.Task with { MosaicUrl = null }, Chain = bundle.Chain is { } chain ? chain with { MosaicUrl = null } : null };

    private static IEnumerable<Guid> Named(TaskBundle bundle) =>
        new[] { bundle.Task.Id, bundle.Task.Supersedes, bundle.Task.SupersededBy }.OfType<Guid>()
            .Concat(bundle.Chain?.Publishes.Select(p => p.Id) ?? [])
            .Concat(bundle.Task.Signals.Where(s => s.Data.ValueKind is JsonValueKind.Object).SelectMany(s => s.Data.EnumerateObject())
                .Where(p => p.Name is "replaces" or "supersededBy")
                .Select(p => p.Value.ValueKind is JsonValueKind.String && p.Value.TryGetGuid(out var id) ? id : (Guid?)null).OfType<Guid>());
}

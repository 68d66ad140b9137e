using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MosaicAdmin.Data;
using MosaicAdmin.Storage;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Health;

/// <summary>Finds the objects that no row names and that are too old to belong to an upload still on its way.</summary>
public sealed class FindLeftovers(IDbContextFactory<MosaicDb> databases, IFileStore files, IOptions<CollectOptions> options, TimeProvider time)
{
    private const int Together = 256;

    /// <summary>Whatever was saved or refreshed since may still get its row.</summary>
    public DateTimeOffset Limit => time.GetUtcNow() - options.Value.Orphans;

    /// <summary>As they are found, however many objects there are.</summary>
    /// <exception cref="StoreFailedException">The store cannot be listed.</exception>
    public async IAsyncEnumerable<StoredObject> Execute([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            // Tables without a single playlist are more likely the wrong tables than a store full of leftovers.
            if (!await db.Playlists.AnyAsync(cancellationToken))
            {
                yield break;
            }
        }

        var limit = Limit;
        await foreach (var group in files.List("", cancellationToken).Where(o => o.ModifiedAt < limit).Chunk(Together).WithCancellation(cancellationToken))
        {
            var owned = group.Select(o => (Object: o, Owner: ObjectOwner.Of(o.Name))).Where(o => o.Owner is not null).ToList();
            var named = await Named([.. owned.Select(o => o.Owner!).Distinct()], cancellationToken);
            foreach (var (found, owner) in owned)
            {
                if (!named.Contains(owner!))
                {
                    yield return found;
                }
            }
        }
    }

    /// <summary>False as soon as a row names it.</summary>
    public async Task<bool> IsLeft(string name, CancellationToken cancellationToken) =>
        ObjectOwner.Of(name) is { } owner && !(await Named([owner], cancellationToken)).Contains(owner);

    /// <summary>Mosaics that a newer one replaced so long ago that nobody will want their picture back.</summary>
    public async Task<IReadOnlyList<Guid>> Superseded(int most, CancellationToken cancellationToken)
    {
        var limit = time.GetUtcNow() - options.Value.Grace;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Mosaics
            .Where(m => m.CollectedAt == null && m.MadeAt < limit && !db.Playlists.Any(p => p.MosaicKey == m.Key))

            // Each task that succeeded changed what its playlist shows.
            .Where(m => db.Tasks.Any(t => t.SubjectId == m.PlaylistId && t.Id != m.TaskId && t.State == TaskState.Succeeded && t.EndedAt > m.MadeAt && t.EndedAt < limit))
            .OrderBy(m => m.Id)
            .Take(most)
            .Select(m => m.Id)
            .ToListAsync(cancellationToken);
    }

    private async Task<HashSet<ObjectOwner>> Named(ObjectOwner[] owners, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var named = new HashSet<ObjectOwner>();
        foreach (var kind in owners.GroupBy(o => o.Kind, o => o.Hash))
        {
            var hashes = kind.ToList();
            var found = kind.Key switch
            {
                ObjectKind.Audio => db.Songs.Where(s => hashes.Contains(s.AudioHash!)).Select(s => s.AudioHash!),
                ObjectKind.Cover => db.Songs.Where(s => hashes.Contains(s.CoverHash!)).Select(s => s.CoverHash!)
                    .Union(db.Playlists.Where(p => hashes.Contains(p.OwnCoverHash!)).Select(p => p.OwnCoverHash!)),
                ObjectKind.Mosaic => db.Mosaics.Where(m => m.CollectedAt == null && hashes.Contains(m.Key)).Select(m => m.Key)
                    .Union(db.Playlists.Where(p => hashes.Contains(p.MosaicKey!)).Select(p => p.MosaicKey!)),
                _ => null,
            };
            named.UnionWith(found is null ? [] : (await found.Distinct().ToListAsync(cancellationToken)).Select(hash => new ObjectOwner(kind.Key, hash)));
        }

        return named;
    }
}

using Microsoft.EntityFrameworkCore;
using MosaicAdmin.Data;
using MosaicAdmin.Songs;
using MosaicAdmin.Storage;

namespace MosaicAdmin.Health;

/// <summary>A row that names an object the store has not got.</summary>
public sealed record Missing(string Object, Guid Playlist, Guid? Song, string Title);

/// <summary>What rows miss.</summary>
public sealed record Census(DateTimeOffset TakenAt, IReadOnlyList<Missing> Covers, IReadOnlyList<Missing> Mosaics, IReadOnlyList<Missing> Uploads);

/// <summary>
/// Compares all rows with all objects in one pass over each, for the invariants of rows that name objects. Rows are read before objects are
/// listed: an object is always there before its row.
/// </summary>
public sealed class StoreCensus(IDbContextFactory<MosaicDb> databases, IFileStore files, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private Census? _last;

    /// <summary>The last one if it was begun at <paramref name="since"/> or later, else a new one.</summary>
    /// <exception cref="CannotLookException">The store does not answer.</exception>
    public async Task<Census> Execute(DateTimeOffset since, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return _last is { } last && last.TakenAt >= since ? last : _last = await Take(cancellationToken);
        }
        catch (StoreFailedException)
        {
            throw new CannotLookException("storage");
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Census> Take(CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var songs = await db.Songs
            .Select(s => new { s.Id, s.PlaylistId, s.Title, s.CoverHash, s.AudioHash, s.CoverProblem })
            .ToListAsync(cancellationToken);
        var playlists = await db.Playlists.Select(p => new { p.Id, p.Name, p.MosaicKey, p.OwnCoverHash }).ToListAsync(cancellationToken);
        var seen = playlists.Select(p => p.MosaicKey).OfType<string>().Select(Mosaic)
            .Concat(songs.Select(s => s.CoverHash).Concat(playlists.Select(p => p.OwnCoverHash)).OfType<string>().SelectMany(SaveCover.Parts))
            .Concat(songs.Select(s => s.AudioHash).OfType<string>().Select(Audio))
            .Distinct()
            .ToDictionary(name => name, _ => false);

        await foreach (var found in files.List("", cancellationToken).Where(o => seen.ContainsKey(o.Name)))
        {
            seen[found.Name] = true;
        }

        return new Census(
            at,
            [
                .. from song in songs
                   where song is { CoverHash: not null, CoverProblem: null }
                   from part in SaveCover.Parts(song.CoverHash).Where(part => !seen[part]).Take(1)
                   select new Missing(part, song.PlaylistId, song.Id, song.Title),
            ],
            [
                .. from playlist in playlists
                   where playlist.MosaicKey is not null && !seen[Mosaic(playlist.MosaicKey)]
                   select new Missing(Mosaic(playlist.MosaicKey), playlist.Id, null, playlist.Name),
            ],
            [
                .. from song in songs
                   where song.AudioHash is not null && !seen[Audio(song.AudioHash)]
                   select new Missing(Audio(song.AudioHash), song.PlaylistId, song.Id, song.Title),
                .. from playlist in playlists
                   where playlist.OwnCoverHash is not null
                   from part in SaveCover.Parts(playlist.OwnCoverHash).Where(part => !seen[part]).Take(1)
                   select new Missing(part, playlist.Id, null, playlist.Name),
            ]);
    }

    private static string Mosaic(string key) => $"mosaics/{key}.jpg";

    private static string Audio(string hash) => $"audio/{hash}";
}

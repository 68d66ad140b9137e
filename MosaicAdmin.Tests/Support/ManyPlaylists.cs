using System.Security.Cryptography;
using System.Text;
using MosaicAdmin.Demo;
using MosaicAdmin.Playlists;
using MosaicAdmin.Songs;
using MosaicAdmin.Tasks;

namespace MosaicAdmin.Tests.Support;

/// <summary>A full house, put straight into the tables: playlists with songs, each with a mosaic file of its own.</summary>
public static class ManyPlaylists
{
    private const int Pictures = 6;

    /// <summary>Adds <paramref name="count"/> playlists called "Playlist 001" and so on, each a minute younger than the next, with ten songs and a mosaic.</summary>
    public static async Task<IReadOnlyList<Guid>> FillPlaylists(this AppFixture app, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        var folder = Directory.CreateDirectory(Path.Combine(app.DataRoot, "files", "mosaics"));
        var drawn = Enumerable.Range(0, Pictures).Select(DrawCover.Execute).ToList();
        await using var db = app.Database();
        var playlists = Enumerable.Range(1, count).Select(n => new Playlist
        {
            Name = $"Playlist {n:000}",
            CreatedAt = now.AddMinutes(-n),
            CreatedBy = "test",
            MosaicKey = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{n}"))),
        }).ToList();
        foreach (var (playlist, n) in playlists.Select((p, n) => (p, n)))
        {
            // Other names, so that a browser loads each of them.
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{playlist.MosaicKey}.jpg"), drawn[n % Pictures], TestContext.Current.CancellationToken);
            db.Windows.Add(new Window { SubjectId = playlist.Id });
            db.Songs.AddRange(Enumerable.Range(1, 10).Select(s => new Song
            {
                PlaylistId = playlist.Id, Title = $"Song {s}", Position = s, AddedBy = "test", AddedAt = playlist.CreatedAt,
            }));
        }

        db.Playlists.AddRange(playlists);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return [.. playlists.Select(p => p.Id)];
    }
}
